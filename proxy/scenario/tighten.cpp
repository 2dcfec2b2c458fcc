#include "surgeline/scenario/tighten.hpp"

#include <fmt/format.h>

#include "surgeline/core/units.hpp"

namespace surgeline::scenario {

std::vector<std::string> tighten(plan_request& asked, const file& served) {
  std::vector<std::string> said;
  const auto& longest = served.safety.lease;
  if (longest && asked.lease && *asked.lease > *longest) {
    said.push_back(fmt::format(
        "the lease is {}, not {}: the sidecar's [safety] lease is no longer",
        format(*longest),
        format(*asked.lease)
    ));
    asked.lease = longest;
  }
  for (fault& one : asked.faults) {
    const duration age = longest_age(one, asked.by, served);
    if (!one.ttl || *one.ttl <= age) continue;
    said.push_back(fmt::format(
        "fault `{}` stays for {}, not {}: the sidecar's max_fault_age is no longer",
        one.id,
        format(age),
        format(*one.ttl)
    ));
    one.ttl = age;
  }
  return said;
}

}  // namespace surgeline::scenario
