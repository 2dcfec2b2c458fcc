#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "contrast_json.hpp"
#include "contrast_sheet.hpp"
#include "json_text.hpp"
#include "surgeline/report/sweep_contrast.hpp"
#include "surgeline/report/text.hpp"

namespace surgeline::report {
namespace {

namespace json = boost::json;

/// Of more rows the first are shown; of points that only one has, too.
constexpr std::size_t most_sweep_rows = 40, most_lone_points = 6;

using table_row = std::vector<std::string>;

bool has_both_engines(const sweep_contrast& of) {
  return std::ranges::any_of(of.points, [&](const sweep_contrast_point& each) {
    return each.engine != of.points.front().engine;
  });
}

/// The heads of the keys, the last word of each where that is enough, and of the engine.
table_row heads_of_points(const sweep_contrast& of) {
  table_row heads;
  for (const std::string& each : of.keys) {
    const std::string last = each.substr(each.rfind('.') + 1);
    const bool is_taken = std::ranges::find(heads, last) != heads.end();
    heads.push_back(last.size() < 2 || is_taken ? each : last);
  }
  if (has_both_engines(of)) heads.emplace_back("engine");
  return heads;
}

/// Differences, and every share of a verdict that changed.
bool is_worth_a_row(const contrast_row& of) {
  return of.differs() || (of.name.starts_with("verdict ") && of.first != of.second);
}

std::vector<table_row> rows_of_points(const sweep_contrast& of) {
  std::vector<table_row> rows;
  const bool engines = has_both_engines(of);
  for (const sweep_contrast_point& point : of.points) {
    for (const contrast_row& each : point.rows) {
      if (!is_worth_a_row(each)) continue;
      table_row cells = cells_of(each), where;
      for (const std::string& value : point.at) where.push_back(printable(value));
      if (engines) where.emplace_back(name_of(point.engine));
      cells.insert(cells.begin() + 1, where.begin(), where.end());
      rows.push_back(std::move(cells));
    }
  }
  return rows;
}

void add_points(contrast_sheet& to, const sweep_contrast& of) {
  std::vector<table_row> rows = rows_of_points(of);
  if (rows.empty()) return;
  const std::size_t all = rows.size();
  rows.resize(std::min(all, most_sweep_rows));
  const table_row where = heads_of_points(of);
  table_row heads = heads_of_contrast;
  heads.insert(heads.begin() + 1, where.begin(), where.end());
  to.blank();
  to.table(heads, rows, 2 + where.size());
  if (all > most_sweep_rows)
    to.say(fmt::format("… and {} more; --json has all", all - most_sweep_rows), hue::quiet);
}

void add_lone(contrast_sheet& to, const char* side, const std::vector<std::string>& all) {
  for (std::size_t i = 0; i < std::min(all.size(), most_lone_points); ++i)
    to.say(fmt::format("only in {}: {}", side, all[i]));
  if (all.size() > most_lone_points)
    to.say(fmt::format("only in {}: {} points more", side, all.size() - most_lone_points));
}

void add_sum(contrast_sheet& to, const sweep_contrast& of) {
  to.blank();
  if (of.points.empty()) return to.say("nothing could be compared", hue::bad);
  to.say_how_many(of.differing(), of.tests);
  const std::size_t points = of.points.size(), changed = of.changed();
  to.say(
      changed == 0
          ? fmt::format("the same verdicts at all {} points that both have", points)
          : fmt::format("verdicts changed at {} of {} points that both have", changed, points),
      changed == 0 ? hue::quiet : hue::strange
  );
  const bool is_thin = std::ranges::all_of(of.points, [](const sweep_contrast_point& each) {
    return std::max(each.first_seeds, each.second_seeds) < 3;
  });
  if (is_thin)
    to.say("so few seeds a point say nothing of noise: `repeat = 5` in [sweep] does", hue::quiet);
  if (of.tests == 0) return;
  to.blank();
  to.say(
      "Shares of the seeds by Fisher's test, means over them by Welch's, margins by their "
      "intervals; what is the same on both sides is not tested. " +
          correction_in_words(of.tests),
      hue::quiet
  );
}

json::object point_json(const sweep_contrast& of, const sweep_contrast_point& at) {
  json::object set;
  for (std::size_t i = 0; i < of.keys.size(); ++i) set.emplace(of.keys[i], at.at[i]);
  return {
      {"set", std::move(set)},
      {"engine", name_of(at.engine)},
      {"a", json::object{{"verdicts", at.first_verdicts}, {"seeds", at.first_seeds}}},
      {"b", json::object{{"verdicts", at.second_verdicts}, {"seeds", at.second_seeds}}},
      {"verdicts_changed", at.verdicts_changed},
      {"numbers", rows_json(at.rows)},
  };
}

}  // namespace

std::vector<std::string> contrast_lines(
    const sweep_contrast& of,
    const std::string& first_name,
    const std::string& second_name,
    room wide,
    bool colour
) {
  contrast_sheet to(wide, colour);
  to.add_names(first_name, second_name);
  to.add_asked(of.asked);
  add_points(to, of);
  if (!of.only_first.empty() || !of.only_second.empty()) to.blank();
  add_lone(to, "A", of.only_first);
  add_lone(to, "B", of.only_second);
  add_sum(to, of);
  return to.take();
}

std::string contrast_json(
    const sweep_contrast& of,
    const std::string& first_name,
    const std::string& second_name
) {
  json::array points;
  for (const sweep_contrast_point& each : of.points) points.push_back(point_json(of, each));
  return to_text(json::object{
      {"format", 1},
      {"a", first_name},
      {"b", second_name},
      {"asked", asked_json(of.asked)},
      {"points", std::move(points)},
      {"only_a", json::value_from(of.only_first)},
      {"only_b", json::value_from(of.only_second)},
      {"comparisons", of.tests},
      {"differing", of.differing()},
      {"verdicts_changed", of.changed()},
  });
}

}  // namespace surgeline::report
