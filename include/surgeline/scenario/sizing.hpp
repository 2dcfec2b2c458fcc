#pragma once

#include <cstddef>
#include <string>

#include "surgeline/core/time.hpp"
#include "surgeline/scenario/blueprint.hpp"

namespace surgeline::scenario {

/// How long a job of a service (by its index) holds a slot on average while nobody waits anywhere: its own work, the daemons it
/// asks, and the calls it makes with all that these do; parallel ones side by side. `forever` where one of them never ends.
duration slot_time(const file& from, std::size_t service);

/// The first thing that is full when a load grows.
struct narrow_place {
  std::string id;         ///< of the service or the daemon
  double per_second = 0;  ///< requests of the load at which it is
};

/// What is narrowest on a load's way, over the services that its requests reach and the daemons that these ask, by the mean
/// times of the file and without retries; infinite where nobody knows.
narrow_place narrowest_of(const file& from, const route& way);

}  // namespace surgeline::scenario
