#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "surgeline/config/describe.hpp"

namespace surgeline::resilience {

/// How one of several endpoints is chosen.
enum class balance : std::uint8_t { random, round_robin, least_request, power_of_two };

/// Chooses an endpoint for each attempt or connection.
class balancer {
 public:
  /// `endpoints` is how many there are, at least 1.
  balancer(balance how, std::uint32_t endpoints) : how_(how), endpoints_(endpoints) {}

  /// The next endpoint's index, from 0; `draw` is uniform in [0, 1) and decides where chance does. `open` says how many
  /// attempts or connections each endpoint has now; the ways that do not compare endpoints do without.
  std::uint32_t choose(double draw, std::span<const std::uint32_t> open = {});
  /// The same among some of them, which stand in ascending order and are at least one.
  std::uint32_t choose_among(
      std::span<const std::uint32_t> some,
      double draw,
      std::span<const std::uint32_t> open
  );

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
    named{
        surgeline::resilience::balance::least_request,
        "least_request",
        "the one with the fewest open; chance decides among equals"
    },
    named{
        surgeline::resilience::balance::power_of_two,
        "power_of_two",
        "two by chance, and of them the one with fewer open"
    },
};
