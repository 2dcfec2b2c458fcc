#pragma once

#include <array>
#include <cstdint>

#include "surgeline/config/describe.hpp"

namespace surgeline::observe {

/// What became of an attempt, as it is seen between client and upstream.
enum class outcome : std::uint8_t {
  ok,         ///< answered well
  error,      ///< answered, and the answer says that the server failed
  timeout,    ///< somebody between client and upstream gave up waiting for an answer
  reset,      ///< a connection was lost before the answer was complete
  cancelled,  ///< the client left: it abandoned the attempt
};

}  // namespace surgeline::observe

template <>
inline constexpr auto surgeline::config::names<surgeline::observe::outcome> = std::array{
    named{surgeline::observe::outcome::ok, "ok", "answered well"},
    named{surgeline::observe::outcome::error, "error", "the answer says that the server failed"},
    named{surgeline::observe::outcome::timeout, "timeout", "no answer in time"},
    named{surgeline::observe::outcome::reset, "reset", "a connection was lost"},
    named{surgeline::observe::outcome::cancelled, "cancelled", "the client left"},
};
