#include "surgeline/scenario/service.hpp"

#include <fmt/format.h>

#include <array>
#include <limits>
#include <string_view>

namespace surgeline::scenario {

double service::capacity(duration elapsed) const {
  if (!is_lab() && !model) return std::numeric_limits<double>::infinity();  // nobody knows
  const duration mean = service_time.mean(elapsed);
  if (mean == forever) return 0;
  if (mean == duration{}) return std::numeric_limits<double>::infinity();
  return static_cast<double>(replicas) * slots * speed.at(elapsed) / seconds(mean);
}

std::string service::host_of(std::uint32_t replica) const {
  if (hosts.empty()) return fmt::format("{}-{}", id, replica + 1);
  return hosts.names[replica % hosts.names.size()];
}

namespace {

constexpr std::array lab_keys{
    "replicas",
    "slots",
    "queue",
    "service_time",
    "per_in_flight",
    "per_queued",
    "failure",
    "calls",
    "cold_start",
    "capacity",
    "cancel_on_disconnect",
    "kind",
    "keys",
    "size",
    "zipf",
    "ttl",
    "warm",
    "lease",
    "heartbeat",
    "fencing",
    "partitions",
    "idempotent",
    "consumer",
};
constexpr std::array cache_keys{"kind", "keys", "size", "zipf", "ttl", "warm"};
constexpr std::array lease_keys{"lease", "heartbeat", "fencing"};
constexpr std::array log_keys{"partitions", "consumer"};
constexpr std::array growth_keys{"per_in_flight", "per_queued"};
constexpr std::array program_keys{"run", "cwd", "env", "ready", "stop", "address"};

template <class Keys>
void refuse(config::checker& in, const Keys& keys, role of, std::string_view who) {
  for (const std::string_view key : keys) {
    if (!in.given(key)) continue;
    in.problem(
        key,
        fmt::format("a service with role = \"{}\" has no `{}`", config::name_of(of), key),
        fmt::format("it is for {}", who)
    );
  }
}

}  // namespace

void service::check(config::checker& in) const {
  using as = scenario::role;
  if (is_lab())
    refuse(in, std::array{"model"}, role, "what is real: role = \"external\" or \"command\"");
  else
    refuse(in, lab_keys, role, "lab services; what stands for it in `sim` is its `model`");
  if (role != as::command) refuse(in, program_keys, role, "programs: role = \"command\"");
  if (role != as::external) {
    refuse(in, std::array{"endpoints"}, role, "real addresses: role = \"external\"");
  } else if (endpoints.empty()) {
    in.problem("endpoints", "an external service needs `endpoints`", "say where it is");
  }
  if (is_lab()) check_role(in);
  if (role == as::command && program.run.empty()) {
    in.problem(
        "run",
        "a command needs `run`",
        "say what is started, such as [\"node\", \"app.js\"]"
    );
  }
}

/// Keys of one lab role are not another's.
void service::check_role(config::checker& in) const {
  using as = scenario::role;
  if (role != as::cache) refuse(in, cache_keys, role, "role = \"cache\"");
  if (role != as::queue) refuse(in, lease_keys, role, "role = \"queue\"");
  if (role != as::log) refuse(in, log_keys, role, "role = \"log\"");
  if (role != as::log && role != as::server)
    refuse(in, std::array{"idempotent"}, role, "server and log");
  if (role == as::log) refuse(in, std::array{"calls"}, role, "server, cache and queue");
  if (role == as::queue) refuse(in, growth_keys, role, "server, cache and log");
  if (role == as::queue || role == as::log)
    refuse(in, std::array{"cancel_on_disconnect"}, role, "server and cache");
  if (role == as::cache && calls.size() != 1) {
    in.problem(
        "calls",
        fmt::format(
            "a cache asks one other service for what it has not; this has {} calls",
            calls.size()
        ),
        "give it one entry: calls = [{ to = \"…\" }]"
    );
  }
  if (cache.size && *cache.size > cache.keys) {
    in.problem(
        "size",
        fmt::format("it could hold {} keys, and there are {}", *cache.size, cache.keys),
        "at most `keys`"
    );
  }
}

void readiness::check(config::checker& in) const { in.exactly_one({"http", "tcp", "log"}); }

}  // namespace surgeline::scenario
