#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "surgeline/config/describe.hpp"
#include "surgeline/fault/context.hpp"

namespace surgeline::fault {

/// What happens to a connection that finds no seat.
enum class overflow : std::uint8_t { queue, refuse };

/// A proxy that has room for so many connections at once.
struct max_connections {
  std::uint32_t limit = 0;
  overflow over = overflow::queue;

  static constexpr auto schema() {
    return config::describe(
        "max_connections",
        "No more than so many connections are served at once.",
        config::required(&max_connections::limit, "limit", "connections at once", {.min = 0}),
        config::optional(&max_connections::over, "over", "what becomes of the next one")
    );
  }

  /// Connections that may pass at once; only the others are told of `on_connect`.
  std::uint32_t seats() const { return limit; }
  effect on_connect(const connect_context&) const {
    if (over == overflow::refuse) return {.limit = 0, .then = action::reset};
    return {.hold = forever};
  }

  /// What of it no model has, so that only sockets carry it out.
  std::string_view not_simulated() const { return "places for connections"; }

  bool operator==(const max_connections&) const = default;
};

}  // namespace surgeline::fault

template <>
inline constexpr auto surgeline::config::names<surgeline::fault::overflow> = std::array{
    named{surgeline::fault::overflow::queue, "queue", "it waits until another has ended"},
    named{surgeline::fault::overflow::refuse, "refuse", "it is reset as soon as it is accepted"},
};
