#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "surgeline/config/describe.hpp"

namespace surgeline::scenario {

/// What became of a run.
enum class verdict_kind : std::uint8_t { pass, inconclusive, fail, metastable, aborted };

/// One reason for a verdict, with the numbers it rests on.
struct reason {
  verdict_kind speaks_for = verdict_kind::pass;
  std::string
      code;  ///< machine-readable: `check`, `slow_recovery`, `stuck`, `capacity_lost`, `sick_baseline`, …
  std::string text;    ///< for people, one sentence with its figures
  std::string rule{};  ///< the id of the abort rule that speaks; empty if none does
  bool operator==(const reason&) const = default;
};

/// The judgement of a run: the gravest of its reasons, all of them listed.
struct verdict {
  verdict_kind kind = verdict_kind::pass;
  std::vector<reason> reasons;

  /// Adds a reason; the kind becomes the graver of both (aborted > metastable > fail > inconclusive > pass).
  void add(reason because);
  bool operator==(const verdict&) const = default;
};

/// The exit code of a verdict: 0 pass, 1 fail, 3 inconclusive, 4 aborted, 5 metastable; 0 when it is the expected one, and 1
/// for a pass that was not expected.
int exit_code(verdict_kind kind, verdict_kind expected);

}  // namespace surgeline::scenario

template <>
inline constexpr auto surgeline::config::names<surgeline::scenario::verdict_kind> = std::array{
    named{surgeline::scenario::verdict_kind::pass, "pass", "everything held"},
    named{
        surgeline::scenario::verdict_kind::inconclusive,
        "inconclusive",
        "the run says nothing: sick baseline, a fault that did not fire, missing data, a slow "
        "generator"
    },
    named{
        surgeline::scenario::verdict_kind::fail,
        "fail",
        "a check was broken, or the system did not recover in time"
    },
    named{
        surgeline::scenario::verdict_kind::metastable,
        "metastable",
        "the trigger is gone, there is capacity, and it stays down until the load is relieved"
    },
    named{
        surgeline::scenario::verdict_kind::aborted,
        "aborted",
        "an abort rule, a signal or the wall clock ended it"
    },
};
