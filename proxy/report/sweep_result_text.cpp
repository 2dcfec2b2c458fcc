#include <fmt/format.h>

#include <boost/json.hpp>
#include <set>

#include "json_files.hpp"
#include "json_margin.hpp"
#include "json_text.hpp"
#include "surgeline/report/sweep_result.hpp"

namespace surgeline::report {
namespace {

namespace json = boost::json;
using scenario::verdict_kind;

json::object share_json(const sweep_row& of, std::string_view name) {
  const auto within = of.range(name).value_or(interval{0, 1});
  return {
      {"share", rounded(of.value(name))},
      {"low", rounded(within.low)},
      {"high", rounded(within.high)},
  };
}

json::object set_json(const sweep_result& of, std::size_t point) {
  json::object set;
  std::size_t i = 0;
  for (const scenario::axis& each : of.asked.vary) {
    if (!scenario::is_searched(each)) set.emplace(each.path, of.points[point].text[i++]);
  }
  return set;
}

json::object row_json(const sweep_result& of, const sweep_row& row) {
  json::object verdicts, numbers;
  for (const auto& each : config::names<verdict_kind>)
    verdicts.emplace(each.name, row.count(each.value));
  for (const auto& [name, is] : row.numbers) numbers.emplace(name, spread_json(is));
  json::object made{
      {"point", row.point},
      {"set", set_json(of, row.point)},
      {"engine", name_of(row.engine)},
      {"seeds", row.seeds},
      {"verdicts", std::move(verdicts)},
      {"p_pass", share_json(row, "p_pass")},
      {"p_metastable", share_json(row, "p_metastable")},
      {"numbers", std::move(numbers)},
  };
  if (of.asked.goal) made.emplace("goal", json::object{{"met", row.met}, {"of", row.asked}});
  return made;
}

/// A field of a table for spreadsheets (RFC 4180): in quotes where it has to be.
std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string{"\"\""} : std::string{c};
  return quoted + "\"";
}

std::string number_field(const std::optional<double>& of) {
  return of ? fmt::format("{:.6g}", *of) : "";
}

std::string joined(const std::vector<std::string>& fields) {
  std::string line;
  for (const std::string& each : fields) line += (line.empty() ? "" : ",") + csv_field(each);
  return line + "\r\n";
}

}  // namespace

std::string sweep_json(const sweep_result& of, const invocation& from) {
  json::array rows, margins, borders;
  for (const sweep_row& each : of.rows) rows.push_back(row_json(of, each));
  for (const auto& [point, found] : of.margins) {
    json::object one{{"point", point}, {"set", set_json(of, point)}};
    for (auto& each : margin_json(found)) one.emplace(each.key(), each.value());
    margins.push_back(std::move(one));
  }
  for (const auto& [point, border] : of.borders) {
    json::object one{
        {"point", point},
        {"set", set_json(of, point)},
        {"text", border.text()},
        {"begins", border.begins}
    };
    for (auto& each : margin_json(border.finding)) {
      if (each.key() != "tips" && each.key() != "headline") one.emplace(each.key(), each.value());
    }
    borders.push_back(std::move(one));
  }
  json::array measures;
  for (const std::string& each : of.asked.measure) measures.push_back(json::string(each));
  json::object made{
      {"format", sweep_format},
      {"version", from.version},
      {"scenario", of.id},
      {"variant", of.variant},
      {"measure", std::move(measures)},
      {"complete", of.runs_missing == 0},
      {"rows", std::move(rows)},
  };
  if (!of.config.empty()) made.emplace("file", file_json(of.variant, of.config, of.keys));
  if (!from.sha256.empty()) made.emplace("file_sha256", from.sha256);
  if (of.runs_missing > 0) made.emplace("missing", of.runs_missing);
  if (!margins.empty()) made.emplace("margins", std::move(margins));
  if (!borders.empty()) made.emplace("borders", std::move(borders));
  return to_text(made);
}

std::string sweep_csv(const sweep_result& of) {
  std::vector<std::string> heads;
  for (const scenario::axis& each : of.asked.vary) {
    if (!scenario::is_searched(each)) heads.push_back(each.path);
  }
  for (const char* each :
       {"engine",
        "seeds",
        "p_pass",
        "p_pass_low",
        "p_pass_high",
        "p_metastable",
        "p_metastable_low",
        "p_metastable_high"})
    heads.emplace_back(each);
  std::set<std::string> names;
  for (const sweep_row& row : of.rows) {
    for (const auto& [name, is] : row.numbers) names.insert(name);
  }
  for (const std::string& each : names) {
    for (const char* what : {"", "_lower_quarter", "_upper_quarter"}) heads.push_back(each + what);
  }
  if (!of.margins.empty()) heads.insert(heads.end(), {"margin", "margin_low", "margin_high"});
  if (!of.borders.empty()) heads.insert(heads.end(), {"goal_until", "goal_low", "goal_high"});
  std::string text = joined(heads);
  const auto add_margin = [](std::vector<std::string>& to, const scenario::found_margin& found) {
    const bool is = found.outcome == scenario::margin_outcome::found;
    to.push_back(is ? number_field(found.at) : "");
    to.push_back(number_field(found.low));
    to.push_back(number_field(found.high));
  };
  for (const sweep_row& row : of.rows) {
    std::vector<std::string> line = of.points[row.point].text;
    line.emplace_back(name_of(row.engine));
    line.push_back(std::to_string(row.seeds));
    for (const char* each : {"p_pass", "p_metastable"}) {
      const auto within = row.range(each).value_or(interval{0, 1});
      line.push_back(number_field(row.value(each)));
      line.push_back(number_field(within.low));
      line.push_back(number_field(within.high));
    }
    for (const std::string& each : names) {
      const auto within = row.range(each);
      line.push_back(number_field(row.value(each)));
      line.push_back(number_field(within ? std::optional{within->low} : std::nullopt));
      line.push_back(number_field(within ? std::optional{within->high} : std::nullopt));
    }
    const auto margin = of.margins.find(row.point);
    if (margin != of.margins.end()) add_margin(line, margin->second.found);
    text += joined(line);
  }
  if (!of.rows.empty()) return text;
  for (const auto& [point, border] : of.borders) {
    std::vector<std::string> line = of.points[point].text;
    line.resize(heads.size() - 3);
    add_margin(line, border.finding.found);
    text += joined(line);
  }
  return text;
}

}  // namespace surgeline::report
