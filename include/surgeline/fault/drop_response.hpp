#pragma once

#include <array>
#include <cstdint>

#include "surgeline/config/describe.hpp"
#include "surgeline/fault/context.hpp"

namespace surgeline::fault {

/// What the client sees in place of the answer.
enum class lost_answer : std::uint8_t { rst, hang };

/// The upstream gets the whole request and acts on it; its answer is swallowed.
struct drop_response {
  lost_answer then = lost_answer::hang;

  static constexpr auto schema() {
    return config::describe(
        "drop_response",
        "The upstream acts on the request, and its answer is lost.",
        config::optional(&drop_response::then, "then", "what the client sees")
    );
  }

  bool touches(direction at) const { return at == direction::to_client; }
  effect on_chunk(const chunk_context& at) const {
    if (!touches(at.towards)) return {};
    return {.limit = 0, .then = then == lost_answer::rst ? action::reset : action::swallow};
  }

  bool operator==(const drop_response&) const = default;
};

}  // namespace surgeline::fault

template <>
inline constexpr auto surgeline::config::names<surgeline::fault::lost_answer> = std::array{
    named{surgeline::fault::lost_answer::rst, "rst", "an RST where the answer would begin"},
    named{surgeline::fault::lost_answer::hang, "hang", "nothing at all; the connection stays"},
};
