#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "surgeline/config/describe.hpp"

namespace surgeline::scenario {

/// What carries a scenario out.
enum class engine : std::uint8_t { run, sim };

constexpr std::string_view name_of(engine which) { return which == engine::run ? "run" : "sim"; }

}  // namespace surgeline::scenario

template <>
inline constexpr auto surgeline::config::names<surgeline::scenario::engine> = std::array{
    named{surgeline::scenario::engine::run, "run", "on real sockets"},
    named{surgeline::scenario::engine::sim, "sim", "in virtual time"},
};
