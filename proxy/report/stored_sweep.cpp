#include "surgeline/report/stored_sweep.hpp"

#include <algorithm>

#include "json_margin.hpp"
#include "stored_parts.hpp"

namespace surgeline::report {
namespace {

using scenario::verdict_kind;

/// The unit in which a file says such a value.
scenario::unit_family unit_of(const std::string& text) {
  using enum scenario::unit_family;
  if (const auto said = scenario::setting_of(config::value(text))) return said->unit;
  return text.find_first_of(".e") == text.npos ? whole : number;
}

/// Reads a sweep; its points get numbers of their own, in the order in which they come.
class sweep_reader {
 public:
  sweep_result read(const cursor& at) {
    made_.id = at.text("scenario");
    made_.variant = at.text("variant");
    made_.asked.measure.clear();
    for (const cursor& each : at.at("measure").items()) made_.asked.measure.push_back(each.text());
    if (made_.asked.measure.empty()) at.at("measure").note("is empty");
    for (const cursor& each : at.at("rows").items()) made_.rows.push_back(row_in(each));
    if (const auto margins = at.find("margins")) {
      for (const cursor& each : margins->items()) made_.margins[point_of(each)] = finding_in(each);
    }
    if (const auto borders = at.find("borders")) read_borders(*borders);
    if (const auto file = at.find("file")) {
      made_.config = file->text("config");
      for (const auto& [path, is] : file->at("keys").fields()) made_.keys[path] = is.text();
    }
    if (const auto missing = at.find("missing")) made_.runs_missing = missing->count();
    return std::move(made_);
  }

 private:
  std::size_t point_of(const cursor& at) {
    const auto [known, is_new] = numbers_.emplace(at.at("point").count(), made_.points.size());
    if (!is_new) return known->second;
    scenario::grid_point point;
    const auto fields = at.at("set").fields();
    for (const auto& [path, is] : fields) {
      point.text.push_back(is.text());
      point.sets.push_back({path, config::value(point.text.back()), {}});
      if (made_.points.empty())
        made_.asked.vary.push_back({.path = path, .values = std::vector<config::value>{}});
    }
    if (fields.size() != made_.asked.vary.size())
      at.at("set").note("has other keys than the first");
    point.text.resize(made_.asked.vary.size());
    made_.points.push_back(std::move(point));
    return known->second;
  }

  sweep_row row_in(const cursor& at) {
    sweep_row row{.point = point_of(at), .engine = named<scenario::engine>(at.at("engine"))};
    row.seeds = at.at("seeds").count();
    for (const auto& each : config::names<verdict_kind>) {
      const std::uint64_t count = at.at("verdicts").at(each.name).count();
      if (count > 0) row.verdicts[each.value] = count;
    }
    for (const auto& [name, is] : at.at("numbers").fields()) row.numbers[name] = spread_in(is);
    if (const auto goal = at.find("goal")) {
      if (!made_.asked.goal) made_.asked.goal.emplace();
      row.met = goal->at("met").count();
      row.asked = goal->at("of").count();
    }
    return row;
  }

  void read_borders(const cursor& at) {
    for (const cursor& each : at.items())
      made_.borders[point_of(each)] = {finding_in(each), each.at("begins").truth()};
    if (made_.borders.empty()) return;
    // The key that is searched; behind the others, which were known with the first point.
    const scenario::margin& asked = made_.borders.begin()->second.finding.asked;
    made_.asked.vary.push_back({.path = asked.path});
    if (!made_.asked.goal) made_.asked.goal.emplace();
  }

  sweep_result made_;
  std::map<std::uint64_t, std::size_t> numbers_;  // of points, by those of the file
};

}  // namespace

spread spread_in(const cursor& at) {
  const auto number = [&](const char* key) { return at.at(key).number(); };
  return {
      .count = static_cast<std::size_t>(at.at("count").count()),
      .mean = number("mean"),
      .deviation = number("deviation"),
      .low = number("low"),
      .lower_quarter = number("lower_quarter"),
      .median = number("median"),
      .upper_quarter = number("upper_quarter"),
      .high = number("high")
  };
}

margin_finding finding_in(const cursor& at) {
  margin_finding made{.variant = at.text("variant")};
  made.engine = named<scenario::engine>(at.at("engine"));
  made.asked.path = at.text("path");
  const auto outcome = outcome_named(at.text("outcome"));
  if (!outcome) at.at("outcome").note("is an unknown word");
  const cursor within = at.at("interval");
  scenario::found_margin& found = made.found;
  found.outcome = outcome.value_or(scenario::margin_outcome::searching);
  found.low = within.at("low").number();
  found.high = within.at("high").number();
  found.at = at.maybe_number("value").value_or(
      found.outcome == scenario::margin_outcome::holds_at_high ? found.low : found.high
  );
  found.is_sharp = at.at("sharp").truth();
  for (const cursor& each : at.at("points").items()) {
    found.trials.push_back({
        .at = each.at("value").number(),
        .tipped = static_cast<std::uint32_t>(each.at("tipped").count()),
        .held = static_cast<std::uint32_t>(each.at("held").count()),
        .silent = static_cast<std::uint32_t>(each.at("silent").count()),
    });
    made.asked.low.unit = made.asked.high.unit = unit_of(each.text("text"));
  }
  return made;
}

stored_sweep sweep_in(const cursor& at) {
  stored_sweep made{.version = at.text("version"), .is = {}};
  made.is = sweep_reader().read(at);
  return made;
}

}  // namespace surgeline::report
