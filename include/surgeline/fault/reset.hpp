#pragma once

#include "surgeline/config/describe.hpp"
#include "surgeline/fault/context.hpp"

namespace surgeline::fault {

/// When in the life of a connection a reset strikes.
enum class reset_moment : std::uint8_t { accept, first_data, after_request, mid_response };

/// The connection ends with a real RST on both sides.
struct reset {
  reset_moment when = reset_moment::first_data;

  static constexpr auto schema() {
    return config::describe(
        "reset",
        "The connection is torn down with an RST on both sides.",
        config::optional(&reset::when, "when", "when it strikes")
    );
  }

  effect on_connect(const connect_context&) const {
    if (when != reset_moment::accept) return {};
    return {.limit = 0, .then = action::reset};
  }

  /// It strikes on what the client says, or on what the upstream answers.
  bool touches(direction at) const {
    switch (when) {
      case reset_moment::accept:
        return false;
      case reset_moment::first_data:
        return at == direction::to_upstream;
      case reset_moment::after_request:
      case reset_moment::mid_response:
        return at == direction::to_client;
    }
    return false;
  }

  effect on_chunk(const chunk_context& at) const {
    if (!touches(at.towards)) return {};
    const std::size_t passes = when == reset_moment::mid_response ? at.size / 2 : 0;
    return {.limit = passes, .then = action::reset};
  }

  bool operator==(const reset&) const = default;
};

}  // namespace surgeline::fault

template <>
inline constexpr auto surgeline::config::names<surgeline::fault::reset_moment> = std::array{
    named{surgeline::fault::reset_moment::accept, "accept", "as soon as it is accepted"},
    named{surgeline::fault::reset_moment::first_data, "first_data", "when the client next sends"},
    named{
        surgeline::fault::reset_moment::after_request,
        "after_request",
        "when the upstream answers; nothing of the answer passes"
    },
    named{
        surgeline::fault::reset_moment::mid_response,
        "mid_response",
        "half of a piece of the answer passes"
    },
};
