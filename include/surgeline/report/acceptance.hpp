#pragma once

#include <cstdint>
#include <string>

#include "surgeline/report/summary.hpp"
#include "surgeline/scenario/accept.hpp"

namespace surgeline::report {

/// How the seeds of a variant on an engine come out together.
enum class acceptance : std::uint8_t {
  accepted,  ///< enough of them have the verdict that was expected
  refused,   ///< too few have
  unsure,    ///< the interval of their share holds what is wanted: more seeds would tell
};

/// Holds seeds against an `[accept]`. Without `confidence` their share alone counts; with it the Wilson interval of that share
/// has to lie at `pass` or above. A single seed is no sample, and "all of them" is no share to estimate: there the count
/// decides.
acceptance acceptance_of(const summary& seeds, const scenario::accept& wanted);

/// Why nothing can be said: `45 of 50 seeds as expected neither show nor refute that 90% are: more seeds would tell`.
std::string unsure_in_words(const summary& seeds, const scenario::accept& wanted);

}  // namespace surgeline::report
