#include "json_margin.hpp"

#include <boost/json.hpp>

#include "json_shapes.hpp"
#include "json_text.hpp"
#include "surgeline/report/statistics.hpp"

namespace surgeline::report {
namespace {

namespace json = boost::json;

struct outcome_name {
  scenario::margin_outcome is;
  std::string_view name;
};

constexpr std::array outcomes{
    outcome_name{scenario::margin_outcome::found, "found"},
    outcome_name{scenario::margin_outcome::tips_at_low, "tips_at_low"},
    outcome_name{scenario::margin_outcome::holds_at_high, "holds_at_high"},
    outcome_name{scenario::margin_outcome::says_nothing, "says_nothing"},
    outcome_name{scenario::margin_outcome::searching, "unfinished"},
};

json::object point_json(const margin_finding& of, const scenario::trial& at) {
  json::value share = nullptr;
  if (at.spoke() > 0) {
    const interval within = wilson(at.tipped, at.spoke());
    share = json::object{{"low", rounded(within.low)}, {"high", rounded(within.high)}};
  }
  return {
      {"value", rounded(at.at)},
      {"text", of.text(at.at)},
      {"tipped", at.tipped},
      {"held", at.held},
      {"silent", at.silent},
      {"tipped_share", std::move(share)},
  };
}

}  // namespace

json::object margin_json(const margin_finding& of) {
  const auto outcome = std::ranges::find(outcomes, of.found.outcome, &outcome_name::is);
  const bool is_found = of.found.outcome == scenario::margin_outcome::found;
  json::array points, tips;
  for (const scenario::trial& each : of.found.trials) points.push_back(point_json(of, each));
  for (const auto kind : of.asked.tips) tips.push_back(json::string(config::name_of(kind)));
  return {
      {"variant", of.variant},
      {"engine", name_of(of.engine)},
      {"path", of.asked.path},
      {"tips", std::move(tips)},
      {"outcome", json::string(outcome->name)},
      {"headline", headline(of)},
      {"value", is_found ? rounded(of.found.at) : json::value(nullptr)},
      {"interval", json::object{{"low", rounded(of.found.low)}, {"high", rounded(of.found.high)}}},
      {"sharp", of.found.is_sharp},
      {"runs", of.runs()},
      {"first_seed", of.first_seed},
      {"points", std::move(points)},
  };
}

std::optional<scenario::margin_outcome> outcome_named(std::string_view name) {
  const auto found = std::ranges::find(outcomes, name, &outcome_name::name);
  return found == outcomes.end() ? std::nullopt : std::optional{found->is};
}

json::object margin_shape() {
  using namespace shapes;
  shape outcome = text("`found`; what is known of it otherwise");
  json::array names;
  for (const outcome_name& each : outcomes) names.push_back(json::string(each.name));
  outcome.emplace("enum", std::move(names));
  shape engine = text("real sockets or virtual time");
  engine.emplace("enum", json::array{"run", "sim"});
  const shape point = object({
      {"value", number("in seconds, per second, bytes, or as it is")},
      {"text", text("as a file says it")},
      {"tipped", count()},
      {"held", count()},
      {"silent", count("inconclusive or aborted")},
      {"tipped_share", maybe(reference("interval"))},
  });
  return object({
      {"variant", text("empty without")},
      {"engine", std::move(engine)},
      {"path", text("the key that was varied")},
      {"tips", list_of(one_of<scenario::verdict_kind>())},
      {"outcome", std::move(outcome)},
      {"headline", text("for people")},
      {"value", maybe_number("the smallest value that tips half of the runs")},
      {"interval", reference("interval")},
      {"sharp", truth("the interval is as narrow as was asked for")},
      {"runs", count()},
      {"first_seed", count("of the runs, one each")},
      {"points", list_of(point, "ascending")},
  });
}

}  // namespace surgeline::report
