#include <boost/json.hpp>

#include "json_text.hpp"
#include "surgeline/report/contrast.hpp"

namespace surgeline::report {
namespace {

namespace json = boost::json;

json::object row_json(const contrast_row& of) {
  json::object made{{"name", of.name}};
  if (!of.phase.empty()) made.emplace("phase", of.phase);
  made.emplace("a", rounded(of.first));
  made.emplace("b", rounded(of.second));
  if (of.batches > 0) {
    made.emplace("steps", of.first_count);
    made.emplace("batches", of.batches);
  } else {
    made.emplace("seeds", json::array{of.first_count, of.second_count});
  }
  json::value interval = nullptr;
  if (of.within)
    interval = json::object{{"low", rounded(of.within->low)}, {"high", rounded(of.within->high)}};
  made.emplace("interval", std::move(interval));
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
  json::array asked, pairs;
  for (const asked_difference& each : of.asked)
    asked.push_back(json::object{{"what", each.what}, {"a", each.first}, {"b", each.second}});
  for (const contrast_pair& each : of.pairs) pairs.push_back(pair_json(each));
  return to_text(json::object{
      {"format", 1},
      {"a", first_name},
      {"b", second_name},
      {"asked", std::move(asked)},
      {"pairs", std::move(pairs)},
      {"margins", rows_json(of.margins)},
      {"only_a", json::value_from(of.only_first)},
      {"only_b", json::value_from(of.only_second)},
      {"comparisons", of.tests},
      {"differing", of.differing()},
  });
}

}  // namespace surgeline::report
