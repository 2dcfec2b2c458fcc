#pragma once

#include <cstddef>

#include "bench/comparison/caller.hpp"
#include "surgeline/core/endpoint.hpp"
#include "surgeline/core/time.hpp"

namespace surgeline::bench {

/// New connections for that long, so many at a time, each for one request whose answer ends it; how many.
std::size_t run_visits(
    const endpoint& where,
    const dialogue& what,
    std::size_t at_a_time,
    duration span
);

}  // namespace surgeline::bench
