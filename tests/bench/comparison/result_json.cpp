#include <boost/json.hpp>
#include <cmath>

#include "bench/comparison/result.hpp"

namespace surgeline::bench {
namespace {

namespace json = boost::json;

json::value number(double value) { return std::isnan(value) ? json::value{} : json::value{value}; }

json::object to_object(const figure& of) {
  json::object made{{"value", number(of.value)}};
  if (of.within) made["interval"] = {of.within->first, of.within->second};
  return made;
}

json::object to_object(const result& found) {
  json::array rows, verdicts, notes(found.notes.begin(), found.notes.end());
  for (const row& each : found.rows) {
    json::object& made = rows.emplace_back(json::object{{"target", each.name}}).as_object();
    for (std::size_t i = 0; i < found.columns.size(); ++i)
      made[found.columns[i].heading] = to_object(each.figures[i]);
  }
  for (const verdict& one : found.verdicts) {
    json::object& made = verdicts.emplace_back(to_object(one.is)).as_object();
    made["what"] = one.what;
    made["at_most"] = number(one.at_most);
  }
  return {
      {"id", found.id},
      {"title", found.title},
      {"method", found.method},
      {"rows", std::move(rows)},
      {"goals", std::move(verdicts)},
      {"notes", std::move(notes)}
  };
}

}  // namespace

std::string to_json(const std::vector<result>& found) {
  json::array all;
  for (const result& one : found) all.push_back(to_object(one));
  return json::serialize(json::object{{"measures", std::move(all)}}) + "\n";
}

}  // namespace surgeline::bench
