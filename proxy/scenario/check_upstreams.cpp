#include <fmt/format.h>

#include "check.hpp"
#include "surgeline/scenario/upstream_list.hpp"

/// Proxies may lead only where the file allows.
namespace surgeline::scenario {

void check_upstreams(const reading& of) {
  if (!of.is_sound({"proxy", "safety"})) return;
  const upstream_list allowed(of.values.safety.allow_upstream);
  for (std::size_t i = 0; i < of.values.proxies.size(); ++i) {
    const proxy& one = of.values.proxies[i];
    for (const endpoint& upstream : one.upstream.endpoints) {
      if (allowed.of(upstream) != allowance::refused) continue;
      of.problem(
          {"proxy", i, "upstream"},
          fmt::format("proxy `{}`: {}", one.id, refusal_of_upstream(upstream)),
          "add it there, or let the proxy lead elsewhere"
      );
      break;
    }
  }
}

}  // namespace surgeline::scenario
