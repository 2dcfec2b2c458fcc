#pragma once

#include <array>
#include <cstdint>

#include "surgeline/config/describe.hpp"

namespace surgeline::observe {

/// What a client's breaker is believed to do.
enum class breaker_state : std::uint8_t {
  closed,     ///< its traffic flows; also if it has no breaker
  open,       ///< it sends nothing, though it would
  half_open,  ///< it probes
  unknown,    ///< too little traffic to tell
};

}  // namespace surgeline::observe

template <>
inline constexpr auto surgeline::config::names<surgeline::observe::breaker_state> = std::array{
    named{surgeline::observe::breaker_state::closed, "closed", "traffic flows"},
    named{surgeline::observe::breaker_state::open, "open", "nothing is sent"},
    named{surgeline::observe::breaker_state::half_open, "half_open", "it probes"},
    named{surgeline::observe::breaker_state::unknown, "unknown", "too little traffic to tell"},
};
