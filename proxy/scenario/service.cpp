#include "surgeline/scenario/service.hpp"

#include <fmt/format.h>

#include <limits>

namespace surgeline::scenario {

double service::capacity(duration elapsed) const {
  const duration mean = service_time.mean(elapsed);
  if (mean == forever) return 0;
  if (mean == duration{}) return std::numeric_limits<double>::infinity();
  return static_cast<double>(replicas) * slots / seconds(mean);
}

std::string service::host_of(std::uint32_t replica) const {
  if (hosts.empty()) return fmt::format("{}-{}", id, replica + 1);
  return hosts.names[replica % hosts.names.size()];
}

void service::check(config::checker& in) const {
  if (cancel_on_disconnect) {
    in.problem(
        "cancel_on_disconnect",
        "`cancel_on_disconnect = true` is planned, not in this version",
        "servers keep working on abandoned requests: remove it"
    );
  }
}

}  // namespace surgeline::scenario
