#pragma once

#include <cstddef>
#include <limits>

#include "surgeline/scenario/blueprint.hpp"
#include "surgeline/scenario/record.hpp"

namespace surgeline::scenario {

/// The narrowest place on the way of a load's requests.
struct bottleneck {
  std::size_t service = 0;
  double per_second = std::numeric_limits<double>::infinity();  ///< requests it can do
  double jobs = 1;         ///< of it that a request means when nobody tries again
  bool is_behind = false;  ///< others call it for the load
};

/// Of the services that a route's requests mean jobs to, the one that can do the fewest requests a second at a moment. What a
/// program calls nobody knows: behind one that may be each lab service that none of ours calls. How many jobs a request means to
/// a service behind the first is what it was in the baseline (of a cache's requests few go on); without one, what the file says.
bottleneck bottleneck_of(
    const file& from,
    const route& way,
    const course& so_far,
    const measure::recording& seen,
    time_point at
);

/// What reached a service behind the first over [from, until), for each job that the requests of that time meant in the
/// baseline; 1 if there were none.
double amplification_at(
    const bottleneck& at,
    const record& of,
    const route& way,
    time_point from,
    time_point until
);

}  // namespace surgeline::scenario
