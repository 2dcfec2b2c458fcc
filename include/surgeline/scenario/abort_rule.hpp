#pragma once

#include <optional>
#include <string>
#include <vector>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/scenario/amount.hpp"
#include "surgeline/scenario/enquiry.hpp"
#include "surgeline/scenario/verdict.hpp"

namespace surgeline::scenario {

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
  /// True when the value is where it must not be.
  bool is_met(double value) const { return above ? value > above->value : value < below->value; }
  bool operator==(const abort_when&) const = default;
};

/// What stops a run at once, faults cleared.
struct abort_rule {
  std::string id;
  std::string metric;
  enquiry asks{};
  std::optional<std::vector<std::string>> during;
  abort_when when{};
  duration grace{};
  verdict_kind verdict = verdict_kind::aborted;

  static constexpr auto schema() {
    return config::describe(
        "abort",
        "What stops a run at once, with its faults cleared.",
        config::required(&abort_rule::id, "id", "its name", {.id = true}),
        config::optional(
            &abort_rule::metric,
            "metric",
            "what the run counts itself, over the last second"
        ),
        config::inlined(&abort_rule::asks),
        config::optional(
            &abort_rule::during,
            "during",
            "phases; all if absent",
            {.id = true, .not_empty = true}
        ),
        config::required(&abort_rule::when, "when", "the condition"),
        config::optional(
            &abort_rule::grace,
            "grace",
            "ignored for this long after each phase start"
        ),
        config::optional(&abort_rule::verdict, "verdict", "`aborted` or `inconclusive`")
    );
  }
  void check(config::checker& in) const;
  /// What is watched: the metric, or what others are asked.
  std::string watched() const { return asks.is_outside() ? asks.text() : metric; }
  bool operator==(const abort_rule&) const = default;
};

}  // namespace surgeline::scenario
