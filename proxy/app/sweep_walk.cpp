#include "sweep_walk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <variant>

#include "margin_walk.hpp"
#include "surgeline/app/interrupt.hpp"
#include "surgeline/app/progress.hpp"
#include "surgeline/app/side_by_side.hpp"
#include "surgeline/core/contains.hpp"
#include "surgeline/runner/live.hpp"
#include "surgeline/scenario/run_identity.hpp"
#include "surgeline/scenario/written_keys.hpp"
#include "surgeline/sim/simulate.hpp"

namespace surgeline::app {

using scenario::engine;

namespace {

report::execution judged(scenario::record record) {
  report::execution made{.record = std::move(record), .judgement = {}};
  made.judgement = scenario::judge(made.record);
  return made;
}

bool go_on() { return !interrupted(); }

}  // namespace

sweep_walk::sweep_walk(const input& of, const options& asked, screen& on, sweep_state& state)
    : of_(of),
      asked_(asked),
      on_(on),
      state_(state),
      wanted_(*of.values.sweep),
      points_(scenario::grid_of(wanted_)),
      next_seed_(of.values.head.seed) {}

bool sweep_walk::has_goal_to_find() const { return scenario::is_searched(wanted_.vary.back()); }

bool sweep_walk::read_points() {
  problems found;
  for (scenario::grid_point& each : points_) {
    for (scenario::assignment& one : each.sets) one.where = {.file = asked_.files.front()};
    if (auto file = read_point(of_, asked_, each.sets, found)) files_.push_back(std::move(*file));
  }
  found.sort();
  print_problems(found, of_.source);
  return found.empty();
}

std::vector<std::size_t> sweep_walk::live_points() const {
  const std::size_t wanted = std::min<std::size_t>(wanted_.check_live, points_.size());
  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < wanted; ++i)
    chosen.push_back(wanted == 1 ? points_.size() / 2 : i * (points_.size() - 1) / (wanted - 1));
  return chosen;
}

std::vector<sweep_walk::task> sweep_walk::missing(engine on) const {
  std::vector<task> all;
  const std::uint64_t first = of_.values.head.seed;
  const auto add = [&](std::size_t point, std::uint64_t seed) {
    if (!state_.has(point, on, seed)) all.push_back({point, on, seed});
  };
  const bool everywhere = on == wanted_.engine && !has_goal_to_find();
  for (std::size_t i = 0; everywhere && i < points_.size(); ++i) {
    for (std::uint32_t seed = 0; seed < wanted_.repeat; ++seed) add(i, first + seed);
  }
  if (!everywhere && on == engine::run && wanted_.engine == engine::sim) {
    for (const std::size_t each : live_points()) add(each, first);
  }
  return all;
}

void sweep_walk::simulate(const std::vector<task>& all) {
  progress far("simulating", all.size(), on_);
  side_by_side(
      all.size(),
      asked_.threads,
      [&](std::size_t i) {
        const report::execution run = judged(
            sim::simulate(files_[all[i].point], all[i].seed, [](auto&&...) { return go_on(); })
        );
        if (!interrupted()) state_.add(report::sample_of(run, all[i].point));
      },
      [&](std::size_t done) { far.show(done); }
  );
  on_.settle(true);
}

bool sweep_walk::run_live(const std::vector<task>& all) {
  progress far("on sockets", all.size(), on_);
  for (std::size_t i = 0; i < all.size() && !interrupted(); ++i) {
    far.show(i);
    auto result =
        runner::run_live(files_[all[i].point], all[i].seed, [](auto&&...) { return go_on(); });
    if (const auto* found = std::get_if<problems>(&result)) {
      print_problems(*found, of_.source);
      return false;
    }
    const report::execution run = judged(std::get<scenario::record>(std::move(result)));
    if (!interrupted()) state_.add(report::sample_of(run, all[i].point));
  }
  on_.settle(true);
  return true;
}

bool sweep_walk::find_margins() {
  for (std::size_t i = 0; i < points_.size() && !interrupted(); ++i) {
    if (state_.margins().contains(i)) continue;
    input here = of_;
    here.values = files_[i];
    here.variant = of_.variant;
    if (!on_.quiet() && !on_.is_terminal())
      on_.print({fmt::format("margin of point {} of {}", i + 1, points_.size())});
    margin_walk way(here, asked_, on_, points_[i].sets);
    const auto found = way.walk();
    if (!found) return false;
    if (!interrupted()) state_.add_margin(i, found->found);
  }
  return true;
}

std::optional<std::pair<std::uint32_t, std::uint32_t>> sweep_walk::goal_at(
    std::size_t point,
    double value,
    std::uint32_t seeds
) {
  const scenario::axis& searched = wanted_.vary.back();
  std::vector<scenario::assignment> sets = points_[point].sets;
  const scenario::setting at{value, searched.from->unit};
  sets.push_back({searched.path, value_of(at), {.file = asked_.files.front()}});
  problems found;
  const auto file = read_point(of_, asked_, sets, found);
  print_problems(found, of_.source);
  if (!file) return {};
  const std::uint64_t first = std::exchange(next_seed_, next_seed_ + seeds);
  std::vector<std::optional<bool>> meets(seeds);
  const std::string looking = fmt::format("looking for the goal, {}", text_of(at));
  if (!on_.quiet() && !on_.is_terminal()) on_.print({looking});
  progress far(looking, seeds, on_);
  side_by_side(
      seeds,
      asked_.threads,
      [&](std::size_t i) {
        const auto run = judged(sim::simulate(*file, first + i, [](auto&&...) { return go_on(); }));
        meets[i] = report::sample_of(run, point).meets_goal;
      },
      [&](std::size_t done) { far.show(done); }
  );
  const auto count = [&](bool is) {
    return static_cast<std::uint32_t>(std::ranges::count(meets, std::optional{is}));
  };
  return std::pair{count(true), count(false)};
}

std::optional<report::sweep_border> sweep_walk::border_at(std::size_t point) {
  const scenario::axis& searched = wanted_.vary.back();
  scenario::margin as_margin{
      .path = searched.path,
      .low = *searched.from,
      .high = *searched.to,
      .scale = searched.scale
  };
  as_margin.repeat = std::max<std::uint32_t>(3, wanted_.repeat);
  const auto at_first = goal_at(point, searched.from->number, as_margin.repeat);
  if (!at_first) return {};
  // Where the goal is not met at first, the value is looked for from which on it is.
  const bool begins = at_first->first <= at_first->second;
  scenario::margin_search search(range_of(as_margin));
  while (const auto at = search.next()) {
    const auto seen = goal_at(point, *at, as_margin.repeat);
    if (!seen) return {};
    if (interrupted()) break;
    const auto [met, missed] = *seen;
    search.add(begins ? met : missed, begins ? missed : met, as_margin.repeat - met - missed);
  }
  return report::sweep_border{
      .finding = {.variant = of_.variant, .asked = as_margin, .found = search.result()},
      .begins = begins
  };
}

bool sweep_walk::find_borders() {
  for (std::size_t i = 0; i < points_.size() && !interrupted(); ++i) {
    if (state_.borders().contains(i)) continue;
    const auto border = border_at(i);
    if (!border) return false;
    if (!interrupted()) state_.add_border(i, border->finding.found, border->begins);
  }
  on_.settle(true);
  return true;
}

bool sweep_walk::walk() {
  if (!read_points()) return false;
  if (state_.resumed() > 0 && !on_.quiet())
    on_.print({fmt::format("{} runs are done already", state_.resumed())});
  if (has_goal_to_find() && !find_borders()) return false;
  simulate(missing(engine::sim));
  if (contains(wanted_.measure, "margin") && !has_goal_to_find() && !find_margins()) return false;
  return run_live(missing(engine::run));
}

report::sweep_result sweep_walk::result() const {
  report::sweep_result made{
      .id = of_.values.head.id,
      .title = of_.values.head.title,
      .variant = of_.variant,
      .asked = wanted_,
      .points = points_,
      .rows = report::rows_of(state_.samples()),
      .config = scenario::fingerprint(of_.values),
      .keys = scenario::written_keys(of_.values),
  };
  for (const auto& [point, line] : state_.margins()) {
    made.margins[point] = {
        .variant = of_.variant,
        .asked = *files_[point].margin,
        .found = line.found,
        .first_seed = of_.values.head.seed
    };
  }
  const scenario::axis& last = wanted_.vary.back();
  for (const auto& [point, line] : state_.borders()) {
    made.borders[point] = {
        .finding =
            {.asked = {.path = last.path, .low = *last.from, .high = *last.to, .scale = last.scale},
             .found = line.found},
        .begins = line.begins
    };
  }
  const std::size_t wanted = has_goal_to_find() ? points_.size() : points_.size() * wanted_.repeat;
  const std::size_t done = has_goal_to_find() ? made.borders.size() : state_.samples().size();
  const bool is_cut = interrupted() && done < wanted;
  made.runs_missing = is_cut ? wanted - done : 0;
  return made;
}

}  // namespace surgeline::app
