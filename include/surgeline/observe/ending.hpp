#pragma once

#include <array>
#include <cstdint>

#include "surgeline/config/describe.hpp"

namespace surgeline::observe {

/// What retries did for a logical request.
enum class ending : std::uint8_t {
  first,      ///< nothing: the first attempt settled it, or nothing tells its attempts
  recovered,  ///< a retry was answered well
  exhausted,  ///< the last attempt that the caller allows itself failed
  gave_up,    ///< an attempt failed and no other came in the window
};

}  // namespace surgeline::observe

template <>
inline constexpr auto surgeline::config::names<surgeline::observe::ending> = std::array{
    named{surgeline::observe::ending::first, "first", "the first attempt settled it"},
    named{surgeline::observe::ending::recovered, "recovered", "a retry was answered well"},
    named{surgeline::observe::ending::exhausted, "exhausted", "the last attempt allowed failed"},
    named{surgeline::observe::ending::gave_up, "gave_up", "no other attempt came"},
};
