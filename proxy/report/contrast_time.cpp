#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "contrast_rows.hpp"

namespace surgeline::report {
namespace {

/// A curve worth comparing, by the end of its name.
struct compared_curve {
  std::string_view name;
  number_text text;
  bool is_level = false;  ///< it accumulates
  bool is_count = false;  ///< of what waits
};

constexpr std::array<compared_curve, 11> compared_curves{
    {{".offered_per_second", text_of_rate},
     {".goodput_per_second", text_of_rate},
     {".amplification", text_of_ratio},
     {".degraded", text_of_share},
     {".latency_p50_seconds", text_of_seconds, true},
     {".latency_p99_seconds", text_of_seconds, true},
     {".queue", text_of_number, true, true},
     {".wasted_per_second", text_of_rate},
     {".depth", text_of_number, true, true},
     {".wait_p99_seconds", text_of_seconds, true},
     {".stalled_share", text_of_share}}
};

/// Neighbours closer than this are not told apart: curves are made of quarters of a second, which rarely hold enough requests.
constexpr double shortest_step = 1;

using values = std::vector<std::optional<double>>;

/// A phase as both have been in it: as long as the shorter of them.
struct common_phase {
  std::string id;
  double first_from = 0, second_from = 0, length = 0;
};

double second_of(time_point when) { return seconds(when.time_since_epoch()); }

std::vector<common_phase> phases_of(const execution& first, const execution& second) {
  std::vector<common_phase> all;
  const auto& ours = first.record;
  const auto& theirs = second.record;
  for (const scenario::stage& mine : ours.course.stages) {
    const scenario::phase& phase = ours.file.phases[mine.phase];
    if (phase.role == scenario::phase_role::warmup) continue;
    const auto other = std::ranges::find_if(theirs.course.stages, [&](const scenario::stage& each) {
      return theirs.file.phases[each.phase].id == phase.id;
    });
    const bool is_known = std::ranges::find(all, phase.id, &common_phase::id) != all.end();
    if (other == theirs.course.stages.end() || is_known) continue;
    const double length = std::min(
        seconds(mine.when.to - mine.when.from),
        seconds(other->when.to - other->when.from)
    );
    all.push_back({phase.id, second_of(mine.when.from), second_of(other->when.from), length});
  }
  return all;
}

/// The means of a curve over steps of `step` seconds from `from` on; only of what lies wholly within.
values resampled(
    const values& curve,
    double own_step,
    double from,
    double step,
    std::size_t count
) {
  std::vector<double> sums(count);
  std::vector<std::size_t> counts(count);
  for (std::size_t i = 0; i < curve.size(); ++i) {
    const double middle = (static_cast<double>(i) + 0.5) * own_step - from;
    if (!curve[i] || middle < 0) continue;
    const auto into = static_cast<std::size_t>(middle / step);
    if (into >= count) break;
    sums[into] += *curve[i];
    ++counts[into];
  }
  values made(count);
  for (std::size_t i = 0; i < count; ++i) {
    if (counts[i] > 0) made[i] = sums[i] / static_cast<double>(counts[i]);
  }
  return made;
}

/// What seconds cannot tell, because a seed decides it once for all of them: whom a fault is for, how many waited when it began.
double decided_once(const contrast_row& of, const compared_curve& what) {
  constexpr double share = 0.05;
  const double size = std::max(std::abs(*of.first), std::abs(*of.second));
  return std::hypot(share * size, what.is_count ? std::sqrt(*of.first + *of.second) : 0);
}

/// Nothing where both are the same throughout.
std::optional<contrast_row> row_of(
    const std::string& name,
    const common_phase& in,
    const values& first,
    const values& second,
    const compared_curve& what
) {
  contrast_row made{.name = name, .phase = in.id, .text = what.text};
  std::vector<double> of_first, of_second, differences;
  for (std::size_t i = 0; i < first.size(); ++i) {
    if (!first[i] || !second[i]) continue;
    of_first.push_back(*first[i]);
    of_second.push_back(*second[i]);
    differences.push_back(*second[i] - *first[i]);
  }
  const bool is_same = std::ranges::all_of(differences, [](double each) { return each == 0; });
  if (is_same) return {};  // nothing to test, or nothing to test it by
  made.first = spread_of(of_first).mean;
  made.second = spread_of(of_second).mean;
  made.first_count = made.second_count = differences.size();
  made.difference = what.is_level ? level_in_time(differences) : mean_in_time(differences);
  if (!made.difference) return made;
  made.difference->error = std::hypot(made.difference->error, decided_once(made, what));
  made.batches = made.difference->count;
  made.p = made.difference->p();
  return made;
}

}  // namespace

std::vector<contrast_row> rows_in_time(const contrast_side& first, const contrast_side& second) {
  const auto of_first = first.of.curves.find(first.seeds.members.front());
  const auto of_second = second.of.curves.find(second.seeds.members.front());
  if (of_first == first.of.curves.end() || of_second == second.of.curves.end()) return {};
  const stored_curves &ours = of_first->second, &theirs = of_second->second;
  const double step = std::max({shortest_step, ours.step_seconds, theirs.step_seconds});
  std::vector<contrast_row> all;
  for (const common_phase& phase : phases_of(first.member(0), second.member(0))) {
    const auto count = static_cast<std::size_t>(phase.length / step + 1e-9);
    for (const auto& [name, curve] : ours.values) {
      const auto other = theirs.values.find(name);
      const auto known = std::ranges::find_if(compared_curves, [&](const compared_curve& each) {
        return name.ends_with(each.name);
      });
      if (other == theirs.values.end() || known == compared_curves.end()) continue;
      auto made = row_of(
          name,
          phase,
          resampled(curve, ours.step_seconds, phase.first_from, step, count),
          resampled(other->second, theirs.step_seconds, phase.second_from, step, count),
          *known
      );
      if (made) all.push_back(*std::move(made));
    }
  }
  return all;
}

}  // namespace surgeline::report
