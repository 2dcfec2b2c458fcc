#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/units.hpp"
#include "surgeline/scenario/verdict.hpp"

namespace surgeline::scenario {

/// A number a metric is held against: `1.3`, `"95%"`, `"250ms"`, `"280/s"`; durations in seconds, rates per second.
struct amount {
  double value = 0;
  std::string text;  ///< as it was written
  bool operator==(const amount&) const = default;
};

/// What a limit is relative to.
enum class reference : std::uint8_t { absolute, offered, baseline };

/// The limits of a steady state; relative ones are shares of the reference.
struct expectation {
  std::optional<amount> at_least;
  std::optional<amount> at_most;
  reference of = reference::absolute;

  static constexpr auto schema() {
    return config::describe(
        "expect",
        "What must hold.",
        config::optional(&expectation::at_least, "at_least", "the value or the share of the reference it must reach"),
        config::optional(&expectation::at_most, "at_most", "the value or the share of the reference it must not exceed"),
        config::optional(&expectation::of, "of", "what the limits are relative to"),
        config::planned("equals", "within", "relative")
    );
  }
  void check(config::checker& in) const;
  bool operator==(const expectation&) const = default;
};

/// What a check is worth when there is nothing to compute it from.
enum class on_missing : std::uint8_t { inconclusive, pass, fail };

/// Something that must hold during some phases.
struct steady_state {
  std::string id;
  std::string metric;
  std::optional<std::vector<std::string>> during;
  std::optional<duration> window;
  expectation expect{};
  scenario::on_missing on_missing = on_missing::inconclusive;

  static constexpr auto schema() {
    return config::describe(
        "steady_state",
        "Something that must hold: over each phase, or over every full window in it, looked at every 250 ms.",
        config::required(&steady_state::id, "id", "its name", {.id = true}),
        config::required(&steady_state::metric, "metric", "what is measured, `load.<id>.goodput` for one"),
        config::optional(&steady_state::during, "during", "phases; all but warmup if absent", {.id = true}),
        config::optional(&steady_state::window, "window", "every full window must hold; the whole phase if absent", {.min = std::chrono::milliseconds{250}}),
        config::required(&steady_state::expect, "expect", "what must hold"),
        config::optional(&steady_state::on_missing, "on_missing", "what it is worth without data"),
        config::planned("source", "server", "query", "url", "run", "every")
    );
  }
  bool operator==(const steady_state&) const = default;
};

/// The condition of an abort.
struct abort_when {
  std::optional<amount> above;
  std::optional<amount> below;
  duration lasting{};

  static constexpr auto schema() {
    return config::describe(
        "when",
        "The condition of an abort.",
        config::optional(&abort_when::above, "above", "the value is above this"),
        config::optional(&abort_when::below, "below", "the value is below this"),
        config::optional(&abort_when::lasting, "for", "without a break for this long")
    );
  }
  void check(config::checker& in) const { in.exactly_one({"above", "below"}); }
  bool operator==(const abort_when&) const = default;
};

/// What stops a run at once, faults cleared.
struct abort_rule {
  std::string id;
  std::string metric;
  std::optional<std::vector<std::string>> during;
  abort_when when{};
  duration grace{};
  verdict_kind verdict = verdict_kind::aborted;

  static constexpr auto schema() {
    return config::describe(
        "abort",
        "What stops a run at once, with its faults cleared.",
        config::required(&abort_rule::id, "id", "its name", {.id = true}),
        config::required(&abort_rule::metric, "metric", "what is watched, over the last second"),
        config::optional(&abort_rule::during, "during", "phases; all if absent", {.id = true}),
        config::required(&abort_rule::when, "when", "the condition"),
        config::optional(&abort_rule::grace, "grace", "ignored for this long after each phase start"),
        config::optional(&abort_rule::verdict, "verdict", "`aborted` or `inconclusive`"),
        config::planned("source", "server", "query", "url", "run")
    );
  }
  void check(config::checker& in) const;
  bool operator==(const abort_rule&) const = default;
};

/// The test whether a system that stays down comes back when its load is cut for a while.
struct relief {
  std::optional<share> rate;
  duration at_most = std::chrono::seconds{60};

  static constexpr auto schema() {
    return config::describe(
        "probe_relief",
        "Cuts the load if recovery misses its deadline, until the backlog must be gone; does it come back, and hold at the old load?",
        config::optional(&relief::rate, "rate", "share of the load that stays; so that rate × attempts ≤ capacity / 2 if absent", {.min = 0, .below = 1}),
        config::optional(&relief::at_most, "for", "the cut lasts at most this", {.above = duration{}})
    );
  }
  bool operator==(const relief&) const = default;
};

/// The way back: when the system counts as recovered, and how long it may take.
struct recovery {
  std::string metric;
  share at_least{0.95};
  reference of = reference::baseline;
  duration stable_for = std::chrono::seconds{10};
  duration deadline{};
  std::optional<relief> probe_relief;

  static constexpr auto schema() {
    return config::describe(
        "recovery",
        "The way back, from the end of the last fault to the start of the first window that holds.",
        config::required(&recovery::metric, "metric", "the goodput of a load"),
        config::optional(&recovery::at_least, "at_least", "share of the reference that counts as recovered", {.above = 0}),
        config::optional(&recovery::of, "of", "`baseline` or `offered`"),
        config::optional(&recovery::stable_for, "stable_for", "the window that must hold", {.min = std::chrono::milliseconds{250}}),
        config::required(&recovery::deadline, "deadline", "it may take this long", {.above = duration{}}),
        config::optional(&recovery::probe_relief, "probe_relief", "without it metastability cannot be proved: a miss is `fail`")
    );
  }
  void check(config::checker& in) const;
  bool operator==(const recovery&) const = default;
};

/// How often a fault must have fired; a miss makes the run inconclusive.
struct expect_hits {
  std::string fault;
  std::optional<std::uint64_t> at_least;
  std::optional<std::uint64_t> at_most;
  std::optional<double> within_sigma;

  static constexpr auto schema() {
    return config::describe(
        "expect_hits",
        "How often a fault must have fired; every enabled fault must at least once.",
        config::required(&expect_hits::fault, "fault", "its id", {.id = true}),
        config::optional(&expect_hits::at_least, "at_least", "units it took effect in"),
        config::optional(&expect_hits::at_most, "at_most", "units it took effect in"),
        config::optional(&expect_hits::within_sigma, "within_sigma", "units picked against draws × probability, in standard deviations", {.above = 0})
    );
  }
  bool operator==(const expect_hits&) const = default;
};

/// When several seeds together count as what was expected.
struct accept {
  share pass{1};

  static constexpr auto schema() {
    return config::describe(
        "accept",
        "When several seeds together count as what was expected.",
        config::optional(&accept::pass, "pass", "share of the seeds whose verdict is the expected one"),
        config::planned("confidence", "agree")
    );
  }
  bool operator==(const accept&) const = default;
};

}  // namespace surgeline::scenario

template <>
inline constexpr auto surgeline::config::names<surgeline::scenario::reference> = std::array{
    named{surgeline::scenario::reference::absolute, "absolute", "the number itself"},
    named{surgeline::scenario::reference::offered, "offered", "what the load asked for in the same window"},
    named{surgeline::scenario::reference::baseline, "baseline", "what was measured in the baseline phase"},
};
template <>
inline constexpr auto surgeline::config::planned_names<surgeline::scenario::reference> =
    std::array<std::string_view, 1>{"control"};
template <>
inline constexpr auto surgeline::config::names<surgeline::scenario::on_missing> = std::array{
    named{surgeline::scenario::on_missing::inconclusive, "inconclusive", "the run says nothing"},
    named{surgeline::scenario::on_missing::pass, "pass", "it holds"},
    named{surgeline::scenario::on_missing::fail, "fail", "it is broken"},
};
