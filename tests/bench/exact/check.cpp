#include "bench/exact/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>
#include <string_view>

namespace surgeline::bench {
namespace {

namespace json = boost::json;

constexpr std::string_view green = "\x1b[32m", red = "\x1b[1;31m", plain = "\x1b[0m";

std::string number(double value) {
  return std::isnan(value) ? std::string{} : fmt::format("{:.3f}", value);
}

std::string tolerance(const check& one) {
  if (std::isnan(one.at_least) && std::isnan(one.at_most)) return "-";
  return fmt::format("{:>9} .. {:<9}", number(one.at_least), number(one.at_most));
}

std::string row(const check& one, std::size_t width, bool coloured) {
  const std::string_view verdict = one.is_met() ? "ok" : "MISS";
  const std::string_view colour = one.is_met() ? green : red;
  return fmt::format(
      "  {:<{}}  {:>9}  {:>9}  {:^22}  {}{:<4}{}  {}",
      one.what,
      width,
      number(one.wanted),
      number(one.measured),
      tolerance(one),
      coloured ? colour : "",
      verdict,
      coloured ? plain : "",
      one.note
  );
}

json::value to_value(double number) {
  return std::isnan(number) ? json::value{} : json::value{number};
}

json::object to_object(const check& one) {
  return {
      {"what", one.what},
      {"wanted", to_value(one.wanted)},
      {"measured", to_value(one.measured)},
      {"at_least", to_value(one.at_least)},
      {"at_most", to_value(one.at_most)},
      {"met", one.is_met()},
      {"note", one.note}
  };
}

}  // namespace

bool check::is_met() const { return !(measured < at_least) && !(measured > at_most); }

std::size_t finding::misses() const {
  const auto met = std::ranges::count_if(checks, &check::is_met);
  return checks.size() - static_cast<std::size_t>(met);
}

std::string to_table(const finding& found, bool coloured) {
  std::size_t width = 6;
  for (const check& one : found.checks) width = std::max(width, one.what.size());
  std::string text = fmt::format("{} [{}]\n  {}\n\n", found.title, found.id, found.method);
  text += fmt::format(
      "  {:<{}}  {:>9}  {:>9}  {:^22}\n",
      "figure",
      width,
      "wanted",
      "measured",
      "tolerance"
  );
  for (const check& one : found.checks) {
    std::string line = row(one, width, coloured);
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + '\n';
  }
  return text;
}

std::string to_json(const std::vector<finding>& all) {
  json::array measures;
  for (const finding& found : all) {
    json::array checks;
    for (const check& one : found.checks) checks.push_back(to_object(one));
    measures.push_back(json::object{
        {"id", found.id},
        {"title", found.title},
        {"method", found.method},
        {"checks", std::move(checks)}
    });
  }
  return json::serialize(json::object{{"measures", std::move(measures)}}) + "\n";
}

}  // namespace surgeline::bench
