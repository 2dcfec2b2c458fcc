#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <ratio>

#include "watched_run.hpp"

namespace surgeline::scenario {
namespace {

/// A backlog that shrinks by more than this share of the capacity each second is draining.
constexpr double draining = 0.01;
/// Times are told in tenths of a second.
using tenths = std::chrono::duration<std::int64_t, std::deci>;
/// A goodput that has risen by more than this share of the reference between two quarters of the time is improving.
constexpr double improving = 0.05;
/// From here on retries, or work nobody waits for, are a feedback that can sustain the collapse.
constexpr double sustaining_amplification = 1.1;
constexpr double sustaining_waste = 0.25;

/// What could be served; of somebody else's service nobody knows.
std::string served_text(double capacity) {
  return std::isfinite(capacity) ? fmt::format("{:.1f}/s could be served", capacity)
                                 : "nobody knows how many could be served";
}

std::string evidence(const recovery_result& seen) {
  return fmt::format(
      "{:.1f} requests/s were asked for and {}, yet goodput was {:.1f}% with "
      "{:.2f} attempts a request ({:.1f}/s) and {:.1f}% of the work done for callers that had "
      "given "
      "up; {:.0f} jobs waited, changing by {:+.0f}/s",
      seen.demand,
      served_text(seen.capacity),
      seen.goodput_share * 100,
      seen.amplification,
      seen.demand * seen.amplification,
      seen.wasted_share * 100,
      seen.backlog,
      std::round(seen.backlog_trend) + 0.0  // never a negative zero
  );
}

/// Why it is slow, if it is on its way back all the same.
std::optional<std::string> slowness(const watched_run& run, const recovery_result& seen) {
  const std::string predicted =
      seen.predicted ? fmt::format(", {:.1f} s predicted", seconds(*seen.predicted)) : "";
  if (seen.took) return fmt::format("it took {:.1f} s{}", seconds(*seen.took), predicted);
  if (seen.backlog >= 1 && seen.backlog_trend < -draining * seen.capacity) {
    return fmt::format(
        "{:.0f} jobs still waited, {:.1f} fewer each second: gone in about {:.0f} s more{}",
        seen.backlog,
        -seen.backlog_trend,
        seen.backlog / -seen.backlog_trend,
        predicted
    );
  }
  const duration quarter = run.waited() / 4;
  const double before = run.share({run.until - 2 * quarter, run.until - quarter}).value_or(0);
  if (seen.goodput_share <= before + improving) return {};
  return fmt::format(
      "goodput is rising, from {:.0f}% to {:.0f}%{}",
      before * 100,
      seen.goodput_share * 100,
      predicted
  );
}

/// What the relief showed of a system that stays down although there is capacity, and feeds on itself.
reason what_relief_showed(
    const watched_run& run,
    const recovery_result& seen,
    const std::string& missed
) {
  const auto stuck = [](std::string text) {
    return reason{verdict_kind::fail, "stuck", std::move(text)};
  };
  if (!run.of.course.relief)
    return stuck(missed + "; without [recovery] probe_relief metastability cannot be proved");
  const double needed = run.of.file.recovery->at_least.part;
  const span cut = *run.of.course.relief;
  std::string relief = fmt::format(
      "{}; cut to {:.0f}% of the load for {}",
      missed,
      run.of.course.relief_factor * 100,
      format(std::chrono::round<tenths>(cut.to - cut.from))
  );
  if (seen.relief_share)
    relief += fmt::format(" it came back to {:.1f}%", *seen.relief_share * 100);
  if (seen.relief_share.value_or(1) < needed) {
    const duration backlog = run.of.course.relief_needed;
    if (backlog <= cut.to - cut.from) return stuck(relief + ", which is not enough");
    return {
        verdict_kind::inconclusive,
        "relief_unjudged",
        relief + fmt::format(
                     ", but what waited needed {:.0f} s: give `for` of probe_relief as much",
                     std::ceil(seconds(backlog))
                 )
    };
  }
  if (!seen.hold_share) {
    return {
        verdict_kind::inconclusive,
        "relief_unjudged",
        relief + ", but no time was left to see whether it holds"
    };
  }
  relief += fmt::format(", and at the old load it held at {:.1f}%", *seen.hold_share * 100);
  if (*seen.hold_share < needed) return stuck(relief + ", which is not enough");
  return {verdict_kind::metastable, "metastable", std::move(relief)};
}

}  // namespace

reason why_missed(const watched_run& run, const recovery_result& seen) {
  const std::string missed =
      fmt::format("not back {} after the last fault: ", format(run.of.file.recovery->deadline));
  if (seen.demand >= seen.capacity) {
    return {
        verdict_kind::fail,
        "capacity_lost",
        missed + fmt::format(
                     "{:.1f}/s were asked for, only {:.1f}/s can be served",
                     seen.demand,
                     seen.capacity
                 )
    };
  }
  if (const auto slow = slowness(run, seen))
    return {verdict_kind::fail, "slow_recovery", missed + *slow};
  const bool sustained =
      seen.amplification >= sustaining_amplification || seen.wasted_share >= sustaining_waste;
  if (sustained) return what_relief_showed(run, seen, missed + evidence(seen));
  return {
      verdict_kind::fail,
      "stuck",
      missed + evidence(seen) + "; no sustaining feedback was seen"
  };
}

}  // namespace surgeline::scenario
