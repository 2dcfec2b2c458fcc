#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/units.hpp"
#include "surgeline/fault/context.hpp"
#include "surgeline/fault/names.hpp"

namespace surgeline::fault {

/// How a connection ends.
enum class ending : std::uint8_t { fin, rst };

constexpr action action_of(ending how) {
  return how == ending::fin ? action::close : action::reset;
}

/// From where on bytes are counted.
enum class count_start : std::uint8_t { connection, fault };

/// The connection ends once so many bytes have passed, or after it has lived so long, or has been silent for so long.
struct cut {
  std::optional<size> after_bytes;
  std::optional<duration> after_time;
  std::optional<duration> after_silence;
  ending how = ending::fin;
  direction towards = direction::to_client;
  count_start from = count_start::connection;

  static constexpr auto schema() {
    return config::describe(
        "cut",
        "The connection ends after some bytes, some time, or some silence.",
        config::optional(&cut::after_bytes, "after_bytes", "bytes of its stream that still pass"),
        config::optional(
            &cut::after_time,
            "after_time",
            "how long it lives; counted anew for one that was open when the fault came"
        ),
        config::optional(
            &cut::after_silence,
            "after_silence",
            "how long nothing came, or since the fault did"
        ),
        config::optional(&cut::how, "how", "an orderly end or an RST"),
        config::optional(&cut::towards, "direction", "whose bytes are counted, or whose silence"),
        config::optional(&cut::from, "from", "where the count of `after_bytes` begins")
    );
  }
  void check(config::checker& in) const {
    in.exactly_one({"after_bytes", "after_time", "after_silence"});
  }

  /// Of silence it has to know when bytes came.
  bool touches(direction at) const { return (after_bytes || after_silence) && covers(towards, at); }
  bool counts_anew() const { return from == count_start::fault; }
  effect on_chunk(const chunk_context& at) const {
    const std::uint64_t before = counts_anew() ? at.passed : at.offset;
    if (!after_bytes || before + at.size < after_bytes->bytes) return {};
    const std::uint64_t left = after_bytes->bytes - std::min(before, after_bytes->bytes);
    return {.limit = static_cast<std::size_t>(left), .then = action_of(how)};
  }

  /// How long a connection lives under it, and how it ends then.
  std::optional<lifetime> on_life() const {
    if (after_time) return lifetime{*after_time, action_of(how)};
    if (after_silence) return lifetime{*after_silence, action_of(how), towards};
    return {};
  }

  /// What of it no model has, so that only sockets carry it out; empty if all has one.
  std::string_view not_simulated() const {
    if (after_silence) return "the silence of connections";
    return after_time ? "the age of connections" : "";
  }

  bool operator==(const cut&) const = default;
};

}  // namespace surgeline::fault

template <>
inline constexpr auto surgeline::config::names<surgeline::fault::ending> = std::array{
    named{surgeline::fault::ending::fin, "fin", "an orderly end on both sides"},
    named{surgeline::fault::ending::rst, "rst", "an RST on both sides; what is held is dropped"},
};

template <>
inline constexpr auto surgeline::config::names<surgeline::fault::count_start> = std::array{
    named{surgeline::fault::count_start::connection, "connection", "at the connection's start"},
    named{
        surgeline::fault::count_start::fault,
        "fault",
        "when the fault comes upon it; another `after_bytes` counts on"
    },
};
