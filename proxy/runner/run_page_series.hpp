#pragma once

#include "surgeline/measure/recording.hpp"
#include "surgeline/metrics/page.hpp"
#include "surgeline/scenario/file.hpp"

namespace surgeline::runner {

/// What the loads, policies, services and daemons of a file have counted from the beginning up to `now`.
void add_series(
    metrics::page& to,
    const scenario::file& of,
    const measure::recording& seen,
    time_point now
);

}  // namespace surgeline::runner
