#pragma once

#include <array>
#include <cstdint>

#include "surgeline/config/describe.hpp"

namespace surgeline::resilience {

/// How one of several endpoints is chosen.
enum class balance : std::uint8_t { random, round_robin };

/// Chooses an endpoint for each attempt or connection.
class balancer {
 public:
  /// `endpoints` is how many there are, at least 1.
  balancer(balance how, std::uint32_t endpoints) : how_(how), endpoints_(endpoints) {}

  /// The next endpoint's index, from 0; `draw` is uniform in [0, 1) and decides when the choice is random.
  std::uint32_t choose(double draw) {
    if (how_ == balance::random) return static_cast<std::uint32_t>(draw * endpoints_);
    const std::uint32_t chosen = turn_;
    turn_ = (turn_ + 1) % endpoints_;
    return chosen;
  }

 private:
  balance how_;
  std::uint32_t endpoints_;
  std::uint32_t turn_ = 0;
};

}  // namespace surgeline::resilience

template <>
inline constexpr auto surgeline::config::names<surgeline::resilience::balance> = std::array{
    named{surgeline::resilience::balance::random, "random", "each with the same chance"},
    named{surgeline::resilience::balance::round_robin, "round_robin", "one after the other"},
};
