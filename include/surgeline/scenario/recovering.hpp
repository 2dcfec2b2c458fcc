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

/// Jobs per second a route's service can do.
double capacity_of(const file& from, const route& way);

}  // namespace surgeline::scenario
