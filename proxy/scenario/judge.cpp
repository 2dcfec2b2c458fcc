#include "surgeline/scenario/judge.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "judge_parts.hpp"
#include "surgeline/scenario/blueprint.hpp"

namespace surgeline::scenario {
namespace {

using measure::instrument;

/// A generator that fails to start more than this share of its requests measures itself.
constexpr double dropped_too_many = 0.01;
/// So does one whose 99th percentile of lateness is more than this share of the callers' timeout.
constexpr double lag_too_long = 0.1;

void judge_generator(const record& of, verdict& into) {
  for (const load& from : of.file.loads) {
    const std::string subject = "load." + from.id;
    const double offered =
        of.recording.sum(subject, instrument::offered, time_point{}, of.course.end);
    const double dropped =
        of.recording.sum(subject, instrument::dropped, time_point{}, of.course.end);
    if (dropped > dropped_too_many * offered) {
      into.add(
          {verdict_kind::inconclusive,
           "generator",
           fmt::format(
               "{}: the generator failed to start {:.0f} of {:.0f} requests",
               from.id,
               dropped,
               offered
           )}
      );
    }
    const policy* how = policy_of(of.file, from);
    if (how == nullptr || !how->timeout) continue;
    const duration lag =
        of.recording.merged(subject, instrument::lag, time_point{}, of.course.end).quantile(0.99);
    if (lag > std::chrono::duration_cast<duration>(*how->timeout * lag_too_long)) {
      into.add(
          {verdict_kind::inconclusive,
           "generator",
           fmt::format(
               "{}: the generator started 1% of its requests more than {:.0f} ms late, with a "
               "timeout of {}",
               from.id,
               seconds(lag) * 1e3,
               format(*how->timeout)
           )}
      );
    }
  }
}

}  // namespace

judgement judge(const record& of) {
  judgement made;
  if (of.course.aborted) made.verdict.add(*of.course.aborted);
  made.checks = judge_checks(of, made.verdict);
  const bool is_known = of.course.aborted && of.course.aborted->code == "sick_baseline";
  for (const stage& one : of.course.stages) {
    const auto because = unanswered({of.file, of.course, of.recording}, one);
    if (because && !is_known) made.verdict.add(*because);
  }
  made.attestations = attest(of, made.verdict);
  made.recovery = judge_recovery(of, made.verdict);
  judge_generator(of, made.verdict);
  judge_blind_rules(of, made.verdict);
  return made;
}

}  // namespace surgeline::scenario
