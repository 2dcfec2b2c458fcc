#include <fmt/format.h>

#include <optional>
#include <string>

#include "surgeline/core/units.hpp"
#include "surgeline/measure/metric.hpp"
#include "surgeline/scenario/recovering.hpp"
#include "watched_run.hpp"

namespace surgeline::scenario {
namespace {

/// A metric that has risen by more than this share of its reference between two quarters of the time is rising.
constexpr double rising = 0.05;

}  // namespace

recovery_result judge_observed(const record& of, time_point ended, verdict& into) {
  recovery_result result;
  if (!of.file.recovery) return result;
  const scenario::recovery& asked = *of.file.recovery;
  const auto path = measure::metric_path::parse(asked.metric);
  if (!path || path->what->of != measure::subject_kind::proxy) return result;
  const time_point until = of.course.end;
  result.watched = true;
  if (const auto good = first_good_window(of.file, of.course, of.recording, ended, until))
    result.took = *good - ended;
  const duration quarter = (until - ended) / 4;
  const auto share = [&](int from, int to) {
    const span window{until - from * quarter, until - to * quarter};
    return recovered_share(of.file, of.course, of.recording, window);
  };
  const std::optional<double> before = share(2, 1), last = share(1, 0);
  result.goodput_share = last.value_or(0);
  if (result.took && *result.took <= asked.deadline) {
    into.add(
        {verdict_kind::pass,
         "recovered",
         fmt::format("back {:.1f} s after the last fault", seconds(*result.took))}
    );
  } else if (result.took) {
    into.add(
        {verdict_kind::fail,
         "slow_recovery",
         fmt::format("it took {:.1f} s, {} allowed", seconds(*result.took), format(asked.deadline))}
    );
  } else if (!last) {
    into.add(
        {verdict_kind::inconclusive, "missing", fmt::format("nothing is known of {}", asked.metric)}
    );
  } else {
    const bool is_rising = *last > before.value_or(0) + rising;
    into.add(
        {verdict_kind::fail,
         is_rising ? "slow_recovery" : "stuck",
         fmt::format(
             "{} was {:.1f}% of its reference in the last {}{}; what is only seen cannot be "
             "relieved, so nothing shows whether it would come back",
             asked.metric,
             *last * 100,
             format(quarter),
             is_rising ? ", and rising" : ""
         )}
    );
  }
  return result;
}

}  // namespace surgeline::scenario
