#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "surgeline/report/execution.hpp"
#include "surgeline/report/figures.hpp"
#include "surgeline/report/statistics.hpp"

namespace surgeline::report {

/// The seeds of one variant on one engine, taken together.
struct summary {
  std::string variant;
  scenario::engine engine = scenario::engine::sim;
  std::vector<std::size_t>
      members;  ///< indexes of its executions, in their order; the first is the one that is drawn

  scenario::verdict_kind expected = scenario::verdict_kind::pass;
  std::vector<std::pair<scenario::verdict_kind, std::size_t>>
      verdicts;  ///< counts above zero, the commonest first
  std::size_t as_expected = 0;
  interval expected_share{};  ///< of the seeds whose verdict is the expected one

  std::size_t watched = 0;    ///< seeds whose recovery was watched
  std::size_t recovered = 0;  ///< of those, the ones that came back, in time or not
  interval recovered_share{};
  spread recovery_seconds{};  ///< of those that came back
  std::optional<double> predicted_seconds;
  std::optional<double>
      deviation;  ///< the median recovery against the prediction: 0.1 is 10 % longer

  spread goodput_before{}, goodput_in_faults{}, goodput_after{};  ///< per second
  spread goodput_share{}, amplification{}, peak_amplification{}, wasted_share{}, degraded_share{};
};

/// One summary a variant and engine, in order of first appearance.
std::vector<summary> summarise(std::span<const execution> all);

/// One number of one variant on both engines; differences are sim − run.
struct comparison {
  std::string variant;
  std::string_view name;  ///< `recovery_seconds`, `goodput_share`, `amplification`
  spread run{}, sim{};
  std::optional<interval> means;    ///< 95 % interval of the difference of the means
  double shift = 0;                 ///< Hodges and Lehmann's
  std::optional<interval> shifted;  ///< its 95 % interval
};

/// The engines side by side, for the variants that both carried out.
std::vector<comparison> compare_engines(std::span<const execution> all);

}  // namespace surgeline::report
