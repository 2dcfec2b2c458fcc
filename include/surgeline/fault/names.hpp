#pragma once

#include <array>

#include "surgeline/config/describe.hpp"
#include "surgeline/fault/effect.hpp"

template <>
inline constexpr auto surgeline::config::names<surgeline::fault::direction> = std::array{
    named{
        surgeline::fault::direction::to_upstream,
        "to_upstream",
        "from the client to the upstream"
    },
    named{surgeline::fault::direction::to_client, "to_client", "from the upstream to the client"},
    named{surgeline::fault::direction::both, "both", "each way by itself"},
};
