#include "margin_walk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <variant>

#include "surgeline/app/interrupt.hpp"
#include "surgeline/app/side_by_side.hpp"
#include "surgeline/config/toml.hpp"
#include "surgeline/core/contains.hpp"
#include "surgeline/core/units.hpp"
#include "surgeline/runner/live.hpp"
#include "surgeline/scenario/fault_windows.hpp"
#include "surgeline/sim/simulate.hpp"
#include "time_left.hpp"

namespace surgeline::app {

using scenario::verdict_kind;

namespace {

/// A verdict with the reason that made it.
std::string why(const scenario::verdict& of) {
  const auto because = std::ranges::find(of.reasons, of.kind, &scenario::reason::speaks_for);
  const std::string kind{config::name_of(of.kind)};
  return because == of.reasons.end() ? kind : kind + ", " + because->text;
}

}  // namespace

scenario::margin_range range_of(const scenario::margin& wanted) {
  using enum scenario::unit_family;
  return {
      .low = wanted.low.number,
      .high = wanted.high.number,
      .scale = wanted.scale,
      .resolution = wanted.resolution.part,
      .repeat = wanted.repeat,
      .whole = wanted.low.unit == whole && wanted.high.unit == whole,
  };
}

margin_walk::margin_walk(
    const input& of,
    const options& asked,
    screen& on,
    std::vector<scenario::assignment> base
)
    : of_(of),
      asked_(asked),
      on_(on),
      base_(std::move(base)),
      wanted_(*of.values.margin),
      search_(range_of(wanted_)),
      next_seed_(of.values.head.seed) {}

scenario::setting margin_walk::setting_at(double value) const {
  const bool is_whole = range_of(wanted_).whole || wanted_.low.unit != scenario::unit_family::whole;
  return {value, is_whole ? wanted_.low.unit : wanted_.high.unit};
}

std::optional<scenario::file> margin_walk::file_at(double value) {
  problems found;
  std::vector<scenario::assignment> point = base_;
  point.push_back({wanted_.path, value_of(setting_at(value)), {.file = asked_.files.front()}});
  auto file = read_point(of_, asked_, point, found);
  if (!file) print_problems(found, of_.source);
  return file;
}

bool margin_walk::counts_as_tipped(verdict_kind kind) const { return contains(wanted_.tips, kind); }

report::execution margin_walk::judged(scenario::record record, double value) const {
  const std::string text = scenario::text_of(setting_at(value));
  record.variant = of_.variant.empty() ? text : of_.variant + " " + text;
  report::execution made{
      .record = std::move(record),
      .judgement = {},
      .point = report::set_point{of_.variant, {wanted_.path + "=" + text}}
  };
  made.judgement = scenario::judge(made.record);
  made.expected = made.judgement.verdict.kind;
  return made;
}

std::string margin_walk::progress(std::size_t done) const {
  const report::margin_finding now = finding();
  const double took =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
  const std::size_t points = search_.points(), left = search_.points_left();
  std::string line = fmt::format(
      " {}{}: {} of {} runs with {}, point {} of about {}",
      of_.variant.empty() ? "" : of_.variant + ", ",
      wanted_.path,
      done,
      wanted_.repeat,
      now.text(search_.next().value_or(0)),
      points + 1,
      points + left
  );
  if (points > 0) {
    const double so_far = static_cast<double>(points) +
                          static_cast<double>(done) / static_cast<double>(wanted_.repeat);
    const double each = took / so_far;
    const double to_go = each * static_cast<double>(points + left) - took;
    line += fmt::format(", {} left", time_left(to_go));
  }
  return line;
}

std::optional<std::vector<report::execution>> margin_walk::run_all(
    double value,
    const scenario::file& file
) {
  std::vector<report::execution> runs(wanted_.repeat);
  const std::uint64_t first = std::exchange(next_seed_, next_seed_ + wanted_.repeat);
  const auto show = [&](std::size_t done) {
    if (on_.is_terminal() && !on_.quiet()) on_.redraw({progress(done)});
  };
  const auto go_on = [](auto&&...) { return !interrupted(); };
  if (!asked_.live) {
    side_by_side(
        runs.size(),
        asked_.threads,
        [&](std::size_t i) {
          runs[i] = judged(sim::simulate(file, first + i, go_on), value);
          report::condense(runs[i]);
        },
        show
    );
    return runs;
  }
  for (std::size_t i = 0; i < runs.size() && !interrupted(); ++i) {
    show(i);
    auto result = runner::run_live(file, first + i, go_on);
    if (const auto* found = std::get_if<problems>(&result)) {
      print_problems(*found, of_.source);
      return {};
    }
    runs[i] = judged(std::get<scenario::record>(std::move(result)), value);
  }
  return runs;
}

bool margin_walk::reaches_its_high_end() {
  const auto low = file_at(wanted_.low.number), high = file_at(wanted_.high.number);
  if (!low || !high) return false;
  problems found;
  const auto cut_at_low = scenario::cut_windows(*low, low->head.seed);
  for (const scenario::cut_window& one : scenario::cut_windows(*high, high->head.seed)) {
    const auto is_same = [&](const scenario::cut_window& other) {
      return other.slot == one.slot && other.wanted == one.wanted;
    };
    if (std::ranges::any_of(cut_at_low, is_same)) continue;  // the value has no part in it
    found.add(
        {.file = asked_.files.front()},
        fmt::format(
            "`high` of [margin] is {}, but a window of fault `{}` ends with its phase after {}: "
            "nothing longer would be tried",
            scenario::text_of(setting_at(wanted_.high.number)),
            high->faults[one.slot].id,
            format(one.left)
        ),
        "let the phase last longer, or lower `high`"
    );
  }
  print_problems(found, "");
  return found.empty();
}

void margin_walk::keep(double value, report::execution run) {
  kept_runs& here = kept_[value];
  const bool tipped = counts_as_tipped(run.judgement.verdict.kind);
  auto& seed = tipped ? here.tipped : here.held;
  if (seed) return;
  seed = run.record.seed;
  if (tipped) here.tipped_as = why(run.judgement.verdict);
  if (asked_.live) (tipped ? here.tipped_run : here.held_run) = std::move(run);
}

bool margin_walk::try_at(double value) {
  const auto file = file_at(value);
  if (!file) return false;
  auto runs = run_all(value, *file);
  if (!runs) return false;
  if (interrupted()) return true;
  std::uint32_t tipped = 0, held = 0, silent = 0;
  for (report::execution& each : *runs) {
    const verdict_kind kind = each.judgement.verdict.kind;
    const bool is_silent = kind == verdict_kind::inconclusive || kind == verdict_kind::aborted;
    if (is_silent && !counts_as_tipped(kind)) {
      ++silent;
      if (silent_as_.empty()) silent_as_ = why(each.judgement.verdict);
      continue;
    }
    ++(counts_as_tipped(kind) ? tipped : held);
    if (!counts_as_tipped(kind)) ++held_as_[kind];
    keep(value, std::move(each));
  }
  search_.add(tipped, held, silent);
  if (!on_.is_terminal() && !on_.quiet()) {
    const scenario::trial now{.at = value, .tipped = tipped, .held = held, .silent = silent};
    on_.print({(of_.variant.empty() ? "" : of_.variant + ": ") + point_line(finding(), now)});
  }
  return true;
}

report::margin_finding margin_walk::finding() const {
  report::margin_finding made{
      .variant = of_.variant,
      .engine = asked_.live ? scenario::engine::run : scenario::engine::sim,
      .asked = wanted_,
      .found = search_.result(),
      .first_seed = of_.values.head.seed,
      .held_as = held_as_,
      .silent_as = silent_as_,
  };
  const auto tipped =
      std::ranges::find_if(kept_, [](const auto& one) { return !one.second.tipped_as.empty(); });
  if (tipped == kept_.end()) return made;
  made.tipped_at = tipped->first;
  made.tipped_as = tipped->second.tipped_as;
  return made;
}

std::optional<report::margin_finding> margin_walk::walk() {
  while (const auto at = search_.next()) {
    if (interrupted()) break;
    if (!try_at(*at)) return {};
  }
  on_.settle(true);
  return finding();
}

report::executions margin_walk::beside(const report::margin_finding& found) {
  std::optional<double> below, above;
  for (const auto& [value, runs] : kept_) {
    if (runs.held && value <= found.found.at) below = value;
    if (runs.tipped && value >= found.found.at && !above) above = value;
  }
  report::executions all;
  const auto add = [&](double value, std::uint64_t seed, std::optional<report::execution>& run) {
    if (run) return all.push_back(std::move(*run));
    if (asked_.live) return;
    if (const auto file = file_at(value)) all.push_back(judged(sim::simulate(*file, seed), value));
  };
  if (below) add(*below, *kept_[*below].held, kept_[*below].held_run);
  if (above) add(*above, *kept_[*above].tipped, kept_[*above].tipped_run);
  return all;
}

}  // namespace surgeline::app
