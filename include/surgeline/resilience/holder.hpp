#pragma once

#include <array>
#include <cstdint>

#include "surgeline/config/describe.hpp"

namespace surgeline::resilience {

/// Who owns a breaker or a budget.
enum class holder : std::uint8_t { load, client };

}  // namespace surgeline::resilience

template <>
inline constexpr auto surgeline::config::names<surgeline::resilience::holder> = std::array{
    named{surgeline::resilience::holder::load, "load", "one for all who call"},
    named{surgeline::resilience::holder::client, "client", "each client has his own"},
};
