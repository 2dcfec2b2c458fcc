#include <boost/json.hpp>

#include "json_files.hpp"
#include "json_margin.hpp"
#include "json_shapes.hpp"
#include "json_text.hpp"
#include "surgeline/report/sweep_result.hpp"

namespace surgeline::report {
namespace {

using namespace shapes;

shape texts(std::string_view help) {
  return {{"type", "object"}, {"additionalProperties", text()}, {"description", help}};
}

shape share_shape() {
  return object({{"share", maybe_number()}, {"low", number()}, {"high", number()}});
}

shape row_shape() {
  shape verdicts{{"type", "object"}, {"additionalProperties", count()}};
  shape numbers{{"type", "object"}, {"additionalProperties", reference("spread")}};
  return object({
      {"point", count("from 0")},
      {"set", texts("what is varied, by its path")},
      {"engine", engine()},
      {"seeds", count()},
      {"verdicts", std::move(verdicts)},
      {"p_pass", share_shape()},
      {"p_metastable", share_shape()},
      {"numbers", std::move(numbers)},
      {"?goal", object({{"met", count("seeds that meet the goal")}, {"of", count()}})},
  });
}

/// A margin of a point: as in report.json, with the point; some keys are left out of a border.
shape at_a_point(std::initializer_list<field> more, std::initializer_list<const char*> without) {
  shape made = margin_shape();
  shape first = object(more);
  auto& properties = made.at("properties").as_object();
  auto& required = made.at("required").as_array();
  for (const char* each : without) {
    properties.erase(each);
    for (auto is = required.begin(); is != required.end();)
      is = *is == each ? required.erase(is) : is + 1;
  }
  for (auto& each : first.at("properties").as_object())
    properties.emplace(each.key(), each.value());
  for (auto& each : first.at("required").as_array()) required.push_back(each);
  return made;
}

}  // namespace

std::string sweep_json_schema() {
  const shape margin =
      at_a_point({{"point", count()}, {"set", texts("what is varied, by its path")}}, {});
  const shape border = at_a_point(
      {{"point", count()},
       {"set", texts("what is varied besides, by its path")},
       {"text", text("for people")},
       {"begins", truth("the goal begins to hold there; else it ceases to")}},
      {"tips", "headline"}
  );
  const shape schema = object({
      {"format", {{"const", sweep_format}}},
      {"version", text("of the program")},
      {"scenario", text("its id")},
      {"variant", text("empty without")},
      {"measure", list_of(text())},
      {"complete", truth("no run is missing")},
      {"?missing", count("runs that it was stopped before")},
      {"?file", file_shape()},
      {"?file_sha256", text("of the bytes of the scenario file")},
      {"rows", list_of(row_shape(), "a point on an engine")},
      {"?margins", list_of(margin, "of each point, where `measure` has them")},
      {"?borders", list_of(border, "up to where the goal holds")},
  });
  return schema_text("Surgeline sweep, format 1", "", schema);
}

}  // namespace surgeline::report
