#include "contrast_json.hpp"

#include <boost/json.hpp>

#include "json_text.hpp"

namespace surgeline::report {
namespace {

namespace json = boost::json;

json::value interval_or_null(const std::optional<interval>& of) {
  if (!of) return nullptr;
  return json::object{{"low", rounded(of->low)}, {"high", rounded(of->high)}};
}

}  // namespace

json::object row_json(const contrast_row& of) {
  json::object made{{"name", of.name}};
  if (!of.phase.empty()) made.emplace("phase", of.phase);
  made.emplace("a", rounded(of.first));
  made.emplace("b", rounded(of.second));
  if (of.first_within) made.emplace("a_interval", interval_or_null(of.first_within));
  if (of.second_within) made.emplace("b_interval", interval_or_null(of.second_within));
  if (!of.first_bound.empty()) made.emplace("a_bound", of.first_bound);
  if (!of.second_bound.empty()) made.emplace("b_bound", of.second_bound);
  if (of.batches > 0) {
    made.emplace("steps", of.first_count);
    made.emplace("batches", of.batches);
  } else {
    made.emplace("seeds", json::array{of.first_count, of.second_count});
  }
  made.emplace("interval", interval_or_null(of.within));
  made.emplace("p", rounded(of.p));
  made.emplace("p_corrected", of.p ? rounded(of.after.p) : json::value(nullptr));
  made.emplace("differs", of.differs());
  return made;
}

json::array rows_json(const std::vector<contrast_row>& all) {
  json::array made;
  for (const contrast_row& each : all) made.push_back(row_json(each));
  return made;
}

json::array asked_json(const std::vector<asked_difference>& all) {
  json::array made;
  for (const asked_difference& each : all)
    made.push_back(json::object{{"what", each.what}, {"a", each.first}, {"b", each.second}});
  return made;
}

namespace {

json::object pair_json(const contrast_pair& of) {
  return {
      {"a",
       json::object{
           {"variant", of.first},
           {"verdicts", of.first_verdicts},
           {"seeds", json::value_from(of.first_seeds)}
       }},
      {"b",
       json::object{
           {"variant", of.second},
           {"verdicts", of.second_verdicts},
           {"seeds", json::value_from(of.second_seeds)}
       }},
      {"engine", scenario::name_of(of.engine)},
      {"over", of.is_in_time ? "seconds" : "seeds"},
      {"numbers", rows_json(of.rows)},
  };
}

}  // namespace

std::string contrast_json(
    const contrast& of,
    const std::string& first_name,
    const std::string& second_name
) {
  json::array pairs;
  for (const contrast_pair& each : of.pairs) pairs.push_back(pair_json(each));
  return to_text(json::object{
      {"format", 1},
      {"a", first_name},
      {"b", second_name},
      {"asked", asked_json(of.asked)},
      {"pairs", std::move(pairs)},
      {"margins", rows_json(of.margins)},
      {"only_a", json::value_from(of.only_first)},
      {"only_b", json::value_from(of.only_second)},
      {"comparisons", of.tests},
      {"differing", of.differing()},
  });
}

}  // namespace surgeline::report
