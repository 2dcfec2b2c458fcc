#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/units.hpp"
#include "surgeline/fault/context.hpp"
#include "surgeline/fault/names.hpp"

namespace surgeline::fault {

/// Some bytes arrive with flipped bits. Which ones depends on their place in the stream alone, however it was cut up.
struct corrupt {
  share part{1e-4};
  std::uint32_t bits = 1;
  direction towards = direction::to_client;

  static constexpr auto schema() {
    return config::describe(
        "corrupt",
        "Some bytes arrive with flipped bits.",
        config::optional(&corrupt::part, "share", "of bytes that are hit", {.min = 0, .max = 1}),
        config::optional(&corrupt::bits, "bits", "flipped in each of them", {.min = 1, .max = 8}),
        config::optional(&corrupt::towards, "direction", "which way the bytes travel")
    );
  }

  /// Flips bits; returns how many bytes were hit.
  std::size_t on_bytes(std::span<std::byte> bytes, const edit_context& at) const;

  /// What of it no model has, so that only sockets carry it out.
  std::string_view not_simulated() const { return "damaged bytes"; }

  bool operator==(const corrupt&) const = default;
};

}  // namespace surgeline::fault
