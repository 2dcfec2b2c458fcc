#pragma once

#include <array>
#include <cstdint>

#include "surgeline/config/describe.hpp"

namespace surgeline::observe {

/// What says that an attempt belongs to its logical request; the most certain first.
enum class evidence : std::uint8_t {
  header,       ///< a header counts the attempts
  request_id,   ///< attempts carry the id of their request
  trace,        ///< a guess: one trace, method and target, after a failure
  fingerprint,  ///< a guess: one client, method, target and body, after a failure
  none,         ///< nothing: each attempt counts as a logical request
};

}  // namespace surgeline::observe

template <>
inline constexpr auto surgeline::config::names<surgeline::observe::evidence> = std::array{
    named{surgeline::observe::evidence::header, "header", "a header counts the attempts"},
    named{surgeline::observe::evidence::request_id, "request_id", "attempts carry one id"},
    named{surgeline::observe::evidence::trace, "trace", "one trace, method and target"},
    named{surgeline::observe::evidence::fingerprint, "fingerprint", "alike in every respect"},
    named{surgeline::observe::evidence::none, "none", "nothing"},
};
