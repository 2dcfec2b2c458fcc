#pragma once

#include <algorithm>
#include <cstddef>

#include "surgeline/config/bounds.hpp"
#include "surgeline/config/describe.hpp"
#include "surgeline/core/distribution.hpp"
#include "surgeline/fault/context.hpp"
#include "surgeline/fault/names.hpp"

namespace surgeline::fault {

/// Bytes arrive in small pieces, each sent by itself, with a pause before each.
struct slicer {
  config::size_distribution size{};
  distribution gap{};
  direction towards = direction::to_client;

  static constexpr auto schema() {
    return config::describe(
        "slicer",
        "Bytes arrive in small pieces; none are lost.",
        config::required(&slicer::size, "size", "bytes of a piece, drawn for each", {.min = 1}),
        config::optional(&slicer::gap, "gap", "pause before each piece", {.min = duration{}}),
        config::optional(&slicer::towards, "direction", "which way the bytes travel")
    );
  }

  std::size_t longest_chunk(const chunk_context& at) const {
    const duration bytes = size.bytes.sample(at.draw, at.elapsed);
    return static_cast<std::size_t>(std::max<duration::rep>(1, bytes.count()));
  }

  std::size_t shortest_chunk(duration elapsed) const {
    return static_cast<std::size_t>(std::max<duration::rep>(1, size.bytes.lowest(elapsed).count()));
  }

  effect on_chunk(const chunk_context& at) const {
    return {.hold = gap.sample(at.draw, at.elapsed), .cut_up = true};
  }

  bool operator==(const slicer&) const = default;
};

}  // namespace surgeline::fault
