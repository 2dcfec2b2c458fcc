#pragma once

#include <string_view>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/distribution.hpp"
#include "surgeline/fault/context.hpp"

namespace surgeline::fault {

/// When in the life of a connection a reset strikes.
enum class reset_moment : std::uint8_t { accept, first_data, after_request, mid_response };

/// The connection ends with a real RST on both sides.
struct reset {
  reset_moment when = reset_moment::first_data;
  distribution delay{};
  bool at_end = false;

  static constexpr auto schema() {
    return config::describe(
        "reset",
        "The connection is torn down with an RST on both sides.",
        config::optional(&reset::when, "when", "when it strikes"),
        config::optional(
            &reset::delay,
            "delay",
            "from then to the RST; nothing passes meanwhile",
            {.min = duration{}}
        ),
        config::optional(&reset::at_end, "at_end", "a FIN strikes it as bytes do")
    );
  }

  void check(config::checker& in) const {
    if (when != reset_moment::accept) return;
    if (in.given("delay")) in.problem("delay", "it strikes before there is anything to delay");
    if (in.given("at_end")) in.problem("at_end", "it strikes before there is an end");
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
    return strike(at, passes);
  }
  effect on_finish(const chunk_context& at) const {
    return at_end && touches(at.towards) ? strike(at, 0) : effect{};
  }

  /// What of it no model has, so that only sockets carry it out; empty if all has one.
  std::string_view not_simulated() const { return at_end ? "the ends of connections" : ""; }

  bool operator==(const reset&) const = default;

 private:
  effect strike(const chunk_context& at, std::size_t passes) const {
    return {.delay = delay.sample(at.draw, at.elapsed), .limit = passes, .then = action::reset};
  }
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
