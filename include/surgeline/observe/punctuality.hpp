#pragma once

#include <array>
#include <cstdint>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/time.hpp"

namespace surgeline::observe {

/// Whether a logical request was over within its route's deadline.
enum class punctuality : std::uint8_t { met, missed, none };

/// Judges the time from the beginning of the first attempt; a route without a deadline has `forever`.
constexpr punctuality judged(duration took, duration deadline) {
  if (deadline == forever) return punctuality::none;
  return took <= deadline ? punctuality::met : punctuality::missed;
}

}  // namespace surgeline::observe

template <>
inline constexpr auto surgeline::config::names<surgeline::observe::punctuality> = std::array{
    named{surgeline::observe::punctuality::met, "met", "within the deadline"},
    named{surgeline::observe::punctuality::missed, "missed", "after the deadline"},
    named{surgeline::observe::punctuality::none, "none", "the route has no deadline"},
};
