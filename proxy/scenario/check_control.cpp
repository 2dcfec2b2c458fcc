#include <fmt/format.h>

#include "check.hpp"
#include "surgeline/scenario/arming.hpp"

/// A control group that only requests tell can be spared only by what happens to requests.
namespace surgeline::scenario {
namespace {

constexpr const char* by_address = "use key = \"ip\" in [safety] control";

/// False with a problem when nobody is known yet.
bool has_met_heads(const reading& of, std::size_t index) {
  const fault& one = of.values.faults[index];
  if (!acts_before_requests(one.what)) return true;
  of.problem(
      {"fault", index, "kind"},
      fmt::format(
          "fault `{}` acts before any request, and the control group is told by a header",
          one.id
      ),
      by_address
  );
  return false;
}

void check_reach(const reading& of, std::size_t index) {
  const fault& one = of.values.faults[index];
  if (needs_http(one)) return;
  for (const proxy& before : of.values.proxies) {
    if (before.protocol == protocol::http || !is_target(one, before)) continue;
    return of.problem(
        {"fault", index, "kind"},
        fmt::format(
            "fault `{}` is for proxy `{}` too, which is tcp, and the control group is told by a "
            "header",
            one.id,
            before.id
        ),
        fmt::format("name its proxies in [fault.target], or {}", by_address)
    );
  }
}

}  // namespace

void check_control(const reading& of) {
  const auto& control = of.values.safety.control;
  if (!control || !control->key.needs_head()) return;
  if (!of.is_sound({"fault", "proxy", "safety"})) return;
  for (std::size_t i = 0; i < of.values.faults.size(); ++i) {
    if (!of.values.faults[i].enabled) continue;
    if (has_met_heads(of, i)) check_reach(of, i);
  }
}

}  // namespace surgeline::scenario
