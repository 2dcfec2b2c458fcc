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
};
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
  if (cancel_on_disconnect) {
    in.problem(
        "cancel_on_disconnect",
        "`cancel_on_disconnect = true` is planned, not in this version",
        "servers keep working on abandoned requests: remove it"
    );
  }
  using enum scenario::role;
  if (is_lab())
    refuse(in, std::array{"model"}, role, "what is real: role = \"external\" or \"command\"");
  else
    refuse(in, lab_keys, role, "lab services; what stands for it in `sim` is its `model`");
  if (role != command) refuse(in, program_keys, role, "programs: role = \"command\"");
  if (role != external) {
    refuse(in, std::array{"endpoints"}, role, "real addresses: role = \"external\"");
  } else if (endpoints.empty()) {
    in.problem("endpoints", "an external service needs `endpoints`", "say where it is");
  }
  if (role == command && program.run.empty())
    in.problem(
        "run",
        "a command needs `run`",
        "say what is started, such as [\"node\", \"app.js\"]"
    );
}

void readiness::check(config::checker& in) const { in.exactly_one({"http", "tcp", "log"}); }

}  // namespace surgeline::scenario
