#include <fmt/format.h>

#include <algorithm>

#include "judge_parts.hpp"

/// What others were asked, and said.
namespace surgeline::scenario {
namespace {

bool is_in(const span& when, time_point moment) { return when.from <= moment && moment < when.to; }

/// The mean of the answers in the baseline; empty without any.
std::optional<double> mean_in_baseline(std::uint32_t index, const run_so_far& of) {
  double sum = 0;
  int count = 0;
  for (const stage& ran : of.course.stages) {
    if (of.file.phases[ran.phase].role != phase_role::baseline) continue;
    for (const answer& one : of.course.answers) {
      if (one.to_abort_rule || one.index != index || !one.value || !is_in(ran.when, one.asked))
        continue;
      sum += *one.value;
      ++count;
    }
  }
  if (count == 0) return {};
  return sum / count;
}

}  // namespace

std::vector<std::optional<double>> answered_values(
    const steady_state& check,
    const run_so_far& of,
    const stage& in,
    std::string& why_not
) {
  const auto index = static_cast<std::uint32_t>(&check - of.file.steady_states.data());
  const bool compares = check.expect.of == reference::baseline;
  const auto whole = compares ? mean_in_baseline(index, of) : std::optional<double>{1};
  std::vector<std::optional<double>> all;
  for (const answer& one : of.course.answers) {
    if (one.to_abort_rule || one.index != index || !is_in(in.when, one.asked)) continue;
    if (!one.value) why_not = one.why;
    const bool comparable = one.value && whole && *whole != 0;
    all.push_back(comparable ? std::optional{*one.value / *whole} : std::nullopt);
  }
  if (all.empty()) all.emplace_back();
  return all;
}

void judge_blind_rules(const record& of, verdict& into) {
  if (of.engine == engine::sim) return;
  for (std::uint32_t i = 0; i < of.file.aborts.size(); ++i) {
    const abort_rule& rule = of.file.aborts[i];
    if (!rule.asks.is_outside()) continue;
    std::size_t asked = 0, unanswered = 0;
    std::string why;
    for (const answer& one : of.course.answers) {
      if (!one.to_abort_rule || one.index != i) continue;
      ++asked;
      if (one.value) continue;
      ++unanswered;
      why = one.why;
    }
    if (asked > 0 && 2 * unanswered <= asked) continue;
    into.add(
        {verdict_kind::inconclusive,
         "no_data",
         asked == 0 ? fmt::format(
                          "{}: it could not be watched: {} was not answered before the end",
                          rule.id,
                          rule.watched()
                      )
                    : fmt::format(
                          "{}: it could not be watched: {} of {} answers to {} are missing: {}",
                          rule.id,
                          unanswered,
                          asked,
                          rule.watched(),
                          why
                      ),
         rule.id}
    );
  }
}

}  // namespace surgeline::scenario
