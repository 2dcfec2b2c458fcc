#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/chance.hpp"
#include "surgeline/core/distribution.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/core/units.hpp"

namespace surgeline::scenario {

/// A stretch of time, counted from the start of the stretch that a schedule divides.
struct window {
  duration from{}, to{};
  bool operator==(const window&) const = default;
};

/// When a fault is in force, within the stretch of phases that it is for. Windows that overlap are one.
struct schedule {
  std::optional<std::vector<duration>> at;
  std::optional<duration> every;
  duration first{};
  distribution jitter{};
  std::optional<duration> on, off;
  std::optional<rate> poisson;
  std::optional<distribution> lasting;

  static constexpr duration shortest = std::chrono::milliseconds{1};

  static constexpr auto schema() {
    return config::describe(
        "schedule",
        "Windows in which a fault is in force: `{ at, for }`, `{ every, first, jitter, for }`, `{ "
        "on, off }` "
        "or `{ poisson, for }`.",
        config::optional(&schedule::at, "at", "when windows begin", {.not_empty = true}),
        config::optional(&schedule::every, "every", "a window begins so often", {.min = shortest}),
        config::optional(&schedule::first, "first", "when the first of them begins"),
        config::optional(
            &schedule::jitter,
            "jitter",
            "how much later each of them begins, earlier if negative; by `every` at most",
            {.negative = true}
        ),
        config::optional(
            &schedule::on,
            "on",
            "in force so long, from the start",
            {.min = shortest}
        ),
        config::optional(&schedule::off, "off", "and then not for so long", {.min = shortest}),
        config::optional(
            &schedule::poisson,
            "poisson",
            "windows begin at random, so often on average",
            {.max = 1000, .above = 0}
        ),
        config::optional(
            &schedule::lasting,
            "for",
            "how long a window is, drawn for each",
            {.above = duration{}}
        )
    );
  }
  void check(config::checker& in) const;

  /// All windows that begin before `until`, in order, cut off there. `name` is that of their draws: another one for each
  /// stretch.
  std::vector<window> windows(duration until, const chance& dice, std::uint64_t name) const;

  bool operator==(const schedule&) const = default;
};

}  // namespace surgeline::scenario
