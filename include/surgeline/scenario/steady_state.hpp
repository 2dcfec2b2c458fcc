#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/scenario/amount.hpp"
#include "surgeline/scenario/enquiry.hpp"

namespace surgeline::scenario {

/// What a limit is relative to.
enum class reference : std::uint8_t { absolute, offered, baseline, control };

/// The limits of a steady state; relative ones are shares of the reference.
struct expectation {
  std::optional<amount> at_least;
  std::optional<amount> at_most;
  std::optional<amount> equals;
  std::optional<amount> within;
  bool relative = false;
  reference of = reference::absolute;

  static constexpr auto schema() {
    return config::describe(
        "expect",
        "What must hold.",
        config::optional(
            &expectation::at_least,
            "at_least",
            "the value or the share of the reference it must reach"
        ),
        config::optional(
            &expectation::at_most,
            "at_most",
            "the value or the share of the reference it must not exceed"
        ),
        config::optional(
            &expectation::equals,
            "equals",
            "the value or the share of the reference it must have"
        ),
        config::optional(
            &expectation::within,
            "within",
            "how far it may be from `equals`, to either side; not at all if absent"
        ),
        config::optional(&expectation::relative, "relative", "`within` is a share of `equals`"),
        config::optional(&expectation::of, "of", "what the limits are relative to")
    );
  }
  void check(config::checker& in) const;
  /// How far a value is on the wrong side of a limit; negative or zero when it is on the right one.
  double badness(double value) const;
  bool operator==(const expectation&) const = default;
};

/// What a check is worth when there is nothing to compute it from.
enum class on_missing : std::uint8_t { inconclusive, pass, fail };

/// Something that must hold during some phases.
struct steady_state {
  std::string id;
  std::string metric;
  enquiry asks{};
  std::optional<std::vector<std::string>> during;
  std::optional<duration> window;
  expectation expect{};
  scenario::on_missing on_missing = on_missing::inconclusive;

  static constexpr auto schema() {
    return config::describe(
        "steady_state",
        "Something that must hold: over each phase, or over every full window in it, looked at "
        "every 250 ms.",
        config::required(&steady_state::id, "id", "its name", {.id = true}),
        config::optional(
            &steady_state::metric,
            "metric",
            "what the run counts itself, `load.<id>.goodput` for one"
        ),
        config::inlined(&steady_state::asks),
        config::optional(
            &steady_state::during,
            "during",
            "phases; all but warmup if absent",
            {.id = true, .not_empty = true}
        ),
        config::optional(
            &steady_state::window,
            "window",
            "every full window must hold; the whole phase if absent; of metrics of the run. N "
            "requests "
            "at random are N ± √N: a short window breaks by chance, unless it is `of = "
            "\"offered\"`",
            {.min = std::chrono::milliseconds{250}}
        ),
        config::required(&steady_state::expect, "expect", "what must hold"),
        config::optional(&steady_state::on_missing, "on_missing", "what it is worth without data")
    );
  }
  void check(config::checker& in) const;
  /// What is measured: the metric, or what others are asked.
  std::string measured() const { return asks.is_outside() ? asks.text() : metric; }
  bool operator==(const steady_state&) const = default;
};

}  // namespace surgeline::scenario

template <>
inline constexpr auto surgeline::config::names<surgeline::scenario::reference> = std::array{
    named{surgeline::scenario::reference::absolute, "absolute", "the number itself"},
    named{
        surgeline::scenario::reference::offered,
        "offered",
        "what the load asked for in the same window"
    },
    named{
        surgeline::scenario::reference::baseline,
        "baseline",
        "what was measured in the baseline phase"
    },
    named{
        surgeline::scenario::reference::control,
        "control",
        "what the clients have that no fault touches, in the same window; the metric is that of "
        "the others"
    },
};
template <>
inline constexpr auto surgeline::config::names<surgeline::scenario::on_missing> = std::array{
    named{surgeline::scenario::on_missing::inconclusive, "inconclusive", "the run says nothing"},
    named{surgeline::scenario::on_missing::pass, "pass", "it holds"},
    named{surgeline::scenario::on_missing::fail, "fail", "it is broken"},
};
