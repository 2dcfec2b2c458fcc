#include <fmt/format.h>

#include <chrono>
#include <fstream>
#include <iostream>
#include <iterator>
#include <thread>

#include "surgeline/app/commands.hpp"
#include "surgeline/app/controlling.hpp"
#include "surgeline/app/interrupt.hpp"
#include "surgeline/app/screen.hpp"
#include "surgeline/config/json.hpp"
#include "surgeline/config/overrides.hpp"
#include "surgeline/config/text_at.hpp"
#include "surgeline/core/units.hpp"
#include "surgeline/report/sidecar_inspect.hpp"
#include "surgeline/report/sidecar_status.hpp"
#include "surgeline/runner/target.hpp"

namespace surgeline::app {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr auto look_again = 500ms, notice_interrupts = 50ms;

/// Waits, but not longer than until somebody wants an end.
void wait_until(steady_clock::time_point when) {
  while (!interrupted() && steady_clock::now() < when)
    std::this_thread::sleep_for(
        std::min<steady_clock::duration>(notice_interrupts, when - steady_clock::now())
    );
}

int status(const controlling& sidecar, const options& asked, screen& on) {
  const auto state = sidecar.ask("GET", "/v1/state");
  if (!state) return 1;
  if (asked.json)
    on.print({config::to_json(*state, 2)});
  else
    on.print(report::status_lines(*state, on.room(), on.colour()));
  return 0;
}

int list(const controlling& sidecar, const options& asked, screen& on) {
  const auto state = sidecar.ask("GET", asked.json ? "/v1/proxies" : "/v1/state");
  if (!state) return 1;
  if (asked.json)
    on.print({config::to_json(*state, 2)});
  else
    on.print(report::list_lines(*state, on.room(), on.colour()));
  return 0;
}

int inspect(const controlling& sidecar, const options& asked, screen& on) {
  const auto state = sidecar.ask("GET", "/v1/state");
  if (!state) return 1;
  for (const char* const list : {"proxies", "closed", "daemons", "faults"}) {
    const config::value* const one = config::find(*state, list, asked.name);
    if (one == nullptr) continue;
    if (asked.json)
      on.print({config::to_json(*one, 2)});
    else
      on.print(report::inspect_lines(*state, asked.name, on.room(), on.colour()));
    return 0;
  }
  fmt::print(
      stderr,
      "surgeline: no proxy, daemon or fault is called `{}`\n  = help: surgeline ctl status lists "
      "those there are\n",
      asked.name
  );
  return 1;
}

int add(const controlling& sidecar, const options& asked) {
  config::table wanted;
  wanted.put("id", asked.name);
  wanted.put("listen", asked.listen.value_or("127.0.0.1:0"));
  wanted.put("upstream", *asked.upstream);
  if (asked.protocol) wanted.put("protocol", *asked.protocol);
  const auto made = sidecar.ask("POST", "/v1/proxies", config::to_json(wanted));
  if (!made) return 1;
  if (asked.json)
    fmt::print("{}\n", config::to_json(*made, 2));
  else
    fmt::print(
        "{} listens on {}\n",
        asked.name,
        config::text_at(*config::find(*made, "listen", 0))
    );
  return 0;
}

/// The state, again and again: in place on a terminal; in a pipe one after the other, or a line of JSON each.
int watch(const controlling& sidecar, const options& asked, screen& on) {
  watch_for_interrupts();
  while (!interrupted()) {
    const auto state = sidecar.ask("GET", "/v1/state");
    if (!state) return 1;
    if (asked.json)
      on.print({config::to_json(*state)});
    else if (on.is_terminal())
      on.redraw(report::status_lines(*state, on.room(), on.colour()));
    else
      on.print(report::status_lines(*state, on.room(), false));
    wait_until(steady_clock::now() + look_again);
  }
  return 0;
}

/// A plan of one fault, from `delay=80ms` and its like; the sidecar says what is wrong with it.
std::optional<config::value> fault_of(const std::vector<std::string>& assignments) {
  config::value root{config::table{}};
  problems found;
  for (const std::string& one : assignments) config::set(root, "fault." + one, found, {"fault"});
  if (found.empty()) {
    config::table plan;
    plan.put("faults", config::array{*config::find(root, "fault")});
    return plan;
  }
  for (const problem& one : found.list())
    fmt::print(stderr, "surgeline: {}\n  = help: {}\n", one.what, one.remedy);
  return {};
}

/// A plan from a file, or from standard input.
std::optional<config::value> plan_in(const std::string& path) {
  std::ifstream file;
  if (path != "-") file.open(path, std::ios::binary);
  std::istream& from = path == "-" ? std::cin : file;
  const std::string text{std::istreambuf_iterator<char>(from), {}};
  if (path != "-" && !file) {
    fmt::print(stderr, "surgeline: {} cannot be read\n", path);
    return {};
  }
  problems found;
  auto plan = config::from_json(text, path, found);
  for (const problem& one : found.list()) fmt::print(stderr, "{}\n", render(one, text, false));
  return plan;
}

/// Stays, so that the lease is renewed, until it has been long enough or somebody interrupts; then ends it.
int hold(
    const controlling& sidecar,
    const options& asked,
    const std::string& lease,
    duration length
) {
  const auto end =
      asked.hold_for ? steady_clock::now() + *asked.hold_for : steady_clock::time_point::max();
  const std::string path = "/v1/leases/" + lease;
  while (!interrupted() && steady_clock::now() < end) {
    wait_until(std::min<steady_clock::time_point>(
        end,
        steady_clock::now() + length / runner::renewals_per_lease
    ));
    if (!interrupted() && !sidecar.ask("POST", path + "/renew")) return 1;
  }
  if (!sidecar.ask("DELETE", path)) return 1;
  fmt::print("cleared\n");
  return 0;
}

/// Arms one fault by itself.
int arm_to_stay(const controlling& sidecar, const options& asked, const config::value& fault) {
  const auto made = sidecar.ask("POST", "/v1/faults", config::to_json(fault));
  if (!made) return 1;
  if (asked.json)
    fmt::print("{}\n", config::to_json(*made, 2));
  else
    fmt::print(
        "armed: {}, which stays for {}\n",
        config::text_at(*made, "id"),
        config::text_at(*made, "expires_in")
    );
  return 0;
}

int arm(const controlling& sidecar, const options& asked) {
  if (asked.plan_file.has_value() == !asked.set.empty()) {
    fmt::print(
        stderr,
        "surgeline: say either a fault or --file\n"
        "  = help: surgeline ctl arm kind=latency delay=80ms, or surgeline ctl arm --file "
        "plan.json\n"
    );
    return 2;
  }
  auto plan = asked.plan_file ? plan_in(*asked.plan_file) : fault_of(asked.set);
  auto* const keys = plan ? plan->as<config::table>() : nullptr;
  if (keys == nullptr) return 2;
  if (asked.stay) return arm_to_stay(sidecar, asked, *config::find(*plan, "faults", 0));
  if (asked.lease) keys->put("lease", *asked.lease);
  watch_for_interrupts();
  const auto given = sidecar.ask("PUT", "/v1/plan", config::to_json(*plan));
  if (!given) return 1;
  const std::string lease = config::text_at(*given, "lease", "id");
  const std::string length = config::text_at(*given, "lease", "lease");
  if (asked.json) fmt::print("{}\n", config::to_json(*given, 2));
  if (asked.detach) {
    if (!asked.json)
      fmt::print("armed: lease {}, which ends in {} unless it is renewed\n", lease, length);
    return 0;
  }
  if (!asked.json)
    fmt::print(
        "armed: lease {}, held until {}\n",
        lease,
        asked.hold_for ? format(*asked.hold_for) + " have passed" : "you interrupt this"
    );
  std::fflush(stdout);
  return hold(sidecar, asked, lease, parse_duration(length).value_or(duration{1s}));
}

/// One call, and what is said of it when it went well.
int call(
    const controlling& sidecar,
    const options& asked,
    const char* method,
    const std::string& path,
    const std::string& said,
    std::string body = {}
) {
  const auto now = sidecar.ask(method, path, std::move(body));
  if (!now) return 1;
  fmt::print("{}\n", asked.json ? config::to_json(*now, 2) : said);
  return 0;
}

}  // namespace

int ctl(const options& asked) {
  if (asked.what == control_command::health) return health(asked);
  auto address = with_credentials(*asked.target, asked);
  if (!address) return 2;
  const controlling sidecar(*std::move(address));
  screen on(asked.quiet);
  const std::string proxy = "/v1/proxies/" + asked.name;
  switch (asked.what) {
    case control_command::health:
    case control_command::status:
      return status(sidecar, asked, on);
    case control_command::watch:
      return watch(sidecar, asked, on);
    case control_command::arm:
      return arm(sidecar, asked);
    case control_command::list:
      return list(sidecar, asked, on);
    case control_command::inspect:
      return inspect(sidecar, asked, on);
    case control_command::add:
      return add(sidecar, asked);
    case control_command::remove:
      return call(sidecar, asked, "DELETE", proxy, asked.name + " removed");
    case control_command::open:
      return call(sidecar, asked, "PATCH", proxy, asked.name + " open", R"({"open": true})");
    case control_command::close:
      return call(sidecar, asked, "PATCH", proxy, asked.name + " closed", R"({"open": false})");
    case control_command::clear:
      if (!asked.name.empty())
        return call(sidecar, asked, "DELETE", "/v1/faults/" + asked.name, asked.name + " cleared");
      return call(sidecar, asked, "DELETE", "/v1/plan", "cleared: nothing is armed");
    case control_command::freeze:
      return call(
          sidecar,
          asked,
          "POST",
          "/v1/freeze",
          "frozen: nothing is armed, and nothing can be until `surgeline ctl unfreeze`"
      );
    case control_command::unfreeze:
      return call(sidecar, asked, "DELETE", "/v1/freeze", "unfrozen: faults can be armed again");
  }
  return 2;
}

}  // namespace surgeline::app
