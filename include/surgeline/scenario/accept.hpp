#pragma once

#include <optional>
#include <string>
#include <vector>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/units.hpp"
#include "surgeline/scenario/amount.hpp"

namespace surgeline::scenario {

/// How far a number of `run` and of `sim` may lie apart and still be called the same.
struct agreement {
  std::string metric;
  std::optional<amount> absolute;
  std::optional<share> relative;
  std::string reference{};

  static constexpr auto schema() {
    return config::describe(
        "agree",
        "How far the two engines may lie apart: the interval of the difference of their means has "
        "to lie within the margin.",
        config::required(
            &agreement::metric,
            "metric",
            "`recovery_seconds`, `goodput_share`, `amplification`, `peak_amplification`, "
            "`wasted_share`, or a metric, taken over the run behind its baseline and before any "
            "relief"
        ),
        config::optional(&agreement::absolute, "absolute", "the margin in the metric's unit"),
        config::optional(
            &agreement::relative,
            "relative",
            "the margin as a share of what `run` has; of both the wider counts"
        ),
        config::optional(
            &agreement::reference,
            "reference",
            "what it should be by a publication or a formula: shown beside what both engines have, "
            "and held against nothing"
        )
    );
  }
  void check(config::checker& in) const;
  bool operator==(const agreement&) const = default;
};

/// When several seeds together count as what was expected.
struct accept {
  share pass{1};
  std::optional<share> confidence;
  std::vector<agreement> agree;

  static constexpr auto schema() {
    return config::describe(
        "accept",
        "When several seeds together count as what was expected.",
        config::optional(
            &accept::pass,
            "pass",
            "share of the seeds whose verdict is the expected one"
        ),
        config::optional(
            &accept::confidence,
            "confidence",
            "with it, several seeds count only once the Wilson interval of that share lies at "
            "`pass` or above; one that holds `pass` is inconclusive. Intervals of `agree` have it "
            "too, 95% if absent",
            {.min = 0.5, .below = 1}
        ),
        config::optional(
            &accept::agree,
            "agree",
            "margins in which `run` and `sim` must agree, where both are carried out"
        )
    );
  }
  bool operator==(const accept&) const = default;
};

}  // namespace surgeline::scenario
