#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/units.hpp"
#include "surgeline/fault/context.hpp"
#include "surgeline/fault/cut.hpp"
#include "surgeline/fault/exchange_effect.hpp"

namespace surgeline::fault {

/// Where a response ends early, other than in its body.
enum class cut_place : std::uint8_t { head };

/// A response ends in its middle, and the connection with it. One that has no more than what may pass is whole.
struct http_cut {
  std::optional<size> after_bytes;
  std::optional<share> after_fraction;
  std::optional<cut_place> at;
  ending how = ending::fin;

  static constexpr auto schema() {
    return config::describe(
        "http_cut",
        "A response ends in its middle, and the connection with it.",
        config::optional(
            &http_cut::after_bytes,
            "after_bytes",
            "bytes of its body that still pass"
        ),
        config::optional(
            &http_cut::after_fraction,
            "after_fraction",
            "the share of its body that still passes; of a body of unknown length the share of its "
            "first chunk",
            {.min = 0, .below = 1}
        ),
        config::optional(&http_cut::at, "at", "where else it ends"),
        config::optional(&http_cut::how, "how", "an orderly end or an RST")
    );
  }
  void check(config::checker& in) const { in.exactly_one({"after_bytes", "after_fraction", "at"}); }

  bool touches(direction towards, part of) const {
    return after_fraction && towards == direction::to_client && of == part::body;
  }

  exchange_effect on_response(const response_context& about) const {
    const action end = action_of(how);
    if (at) return {.bytes = {.limit = about.raw.size() / 2, .then = end}};
    if (!about.has_body || about.length == 0) return {};
    if (after_fraction && !about.length) return {};  // the first chunk tells
    const std::uint64_t most =
        after_bytes ? static_cast<std::uint64_t>(after_bytes->bytes) : share_of(*about.length);
    if (about.length && most >= *about.length) return {};
    return {.body_limit = most, .body_end = end};
  }

  effect on_chunk(const chunk_context& about) const {
    if (!about.unending || !about.first) return {};
    return {.limit = static_cast<std::size_t>(share_of(about.size)), .then = action_of(how)};
  }

  bool operator==(const http_cut&) const = default;

 private:
  std::uint64_t share_of(std::uint64_t length) const {
    return static_cast<std::uint64_t>(static_cast<double>(length) * after_fraction->part);
  }
};

}  // namespace surgeline::fault

template <>
inline constexpr auto surgeline::config::names<surgeline::fault::cut_place> = std::array{
    named{surgeline::fault::cut_place::head, "head", "in the middle of its head"},
};
