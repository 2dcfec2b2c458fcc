#pragma once

#include <optional>

#include "surgeline/core/time.hpp"
#include "surgeline/measure/recording.hpp"
#include "surgeline/scenario/blueprint.hpp"
#include "surgeline/scenario/course.hpp"
#include "surgeline/scenario/file.hpp"

namespace surgeline::scenario {

/// The value of a recovery's metric over a window as a share of its reference: 1 = as good as before; empty without data.
std::optional<double> recovered_share(
    const file& from,
    const course& so_far,
    const measure::recording& seen,
    span window
);

/// The start of the first window after `from_when` that holds, of those that end by `until`; empty if none does.
/// Windows are `stable_for` long and start at ticks.
std::optional<time_point> first_good_window(
    const file& from,
    const course& so_far,
    const measure::recording& seen,
    time_point from_when,
    time_point until
);

/// The load and the service a recovery is about: the route of the load its metric names; empty if it names none.
std::optional<route> recovery_route(const file& from);

/// How the load is cut to see whether a system that stays down comes back.
struct relief_terms {
  double factor = 1;  ///< share of the load that stays
  duration length{};
  duration needed{};  ///< until the backlog must be gone; zero where nobody knows
};

/// The relief for a route's service as it is at the end of what was seen. The factor is the file's, else so that load ×
/// attempts is at most half of the capacity, and at most a half. It lasts until the backlog must be gone, and a window
/// longer, but at most as long as the file says; just as long before a program, whose backlog nobody knows, and where a cache
/// on the way has to fill. All loads of the service count.
relief_terms relief_for(
    const file& from,
    const route& way,
    const course& so_far,
    const measure::recording& seen
);

}  // namespace surgeline::scenario
