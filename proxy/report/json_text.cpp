#include "json_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>
#include <cstdlib>

#include "json_shapes.hpp"

namespace surgeline::report {
namespace {

namespace json = boost::json;

/// Beyond this a whole number is not exact in a double.
constexpr double largest_whole = 9e15;

std::string text_of(double value) {
  if (!std::isfinite(value)) return "null";
  const bool is_whole = value == std::trunc(value) && std::abs(value) < largest_whole;
  return is_whole ? fmt::format("{:.0f}", value + 0.0) : fmt::format("{}", value);
}

bool is_plain(const json::value& value) { return !value.is_object() && !value.is_array(); }

void write(std::string& into, const json::value& shown, std::size_t margin);

/// Items between brackets, each on a line of its own or all on one.
template <class Items, class Write>
void write_all(
    std::string& into,
    const char* brackets,
    const Items& items,
    bool one_line,
    std::size_t margin,
    Write each
) {
  into += brackets[0];
  for (auto item = items.begin(); item != items.end(); ++item) {
    if (item != items.begin()) into += one_line ? ", " : ",";
    if (!one_line) into += '\n' + std::string(margin + 2, ' ');
    each(*item);
  }
  if (!one_line && !items.empty()) into += '\n' + std::string(margin, ' ');
  into += brackets[1];
}

void write(std::string& into, const json::value& shown, std::size_t margin) {
  if (const json::object* object = shown.if_object()) {
    write_all(into, "{}", *object, false, margin, [&](const json::key_value_pair& each) {
      into += json::serialize(each.key()) + ": ";
      write(into, each.value(), margin + 2);
    });
  } else if (const json::array* list = shown.if_array()) {
    write_all(
        into,
        "[]",
        *list,
        std::ranges::all_of(*list, is_plain),
        margin,
        [&](const json::value& each) { write(into, each, margin + 2); }
    );
  } else if (const double* number = shown.if_double()) {
    into += text_of(*number);
  } else {
    into += json::serialize(shown);
  }
}

}  // namespace

json::value rounded(double value) {
  if (!std::isfinite(value)) return nullptr;
  const double short_one = std::strtod(fmt::format("{:.6g}", value).c_str(), nullptr);
  return short_one == 0 ? 0.0 : short_one;  // no -0
}

json::value rounded(const std::optional<double>& value) {
  return value ? rounded(*value) : json::value(nullptr);
}

std::string to_text(const json::value& shown) {
  std::string text;
  write(text, shown, 0);
  return text + '\n';
}

boost::json::object spread_json(const spread& of) {
  return {
      {"count", of.count},
      {"mean", rounded(of.mean)},
      {"deviation", rounded(of.deviation)},
      {"low", rounded(of.low)},
      {"lower_quarter", rounded(of.lower_quarter)},
      {"median", rounded(of.median)},
      {"upper_quarter", rounded(of.upper_quarter)},
      {"high", rounded(of.high)},
  };
}

namespace {

shapes::shape spread_shape() {
  using namespace shapes;
  return object({
      {"count", count("values in the sample")},
      {"mean", number()},
      {"deviation", number("standard deviation, n - 1")},
      {"low", number()},
      {"lower_quarter", number()},
      {"median", number()},
      {"upper_quarter", number()},
      {"high", number()},
  });
}

}  // namespace

std::string schema_text(
    std::string_view title,
    std::string_view description,
    const boost::json::object& keys
) {
  using namespace shapes;
  shape made{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", title}};
  if (!description.empty()) made.emplace("description", description);
  for (const auto& each : keys) made.emplace(each.key(), each.value());
  made.emplace(
      "$defs",
      shape{
          {"interval", object({{"low", number()}, {"high", number()}})},
          {"spread", spread_shape()},
      }
  );
  return to_text(made);
}

}  // namespace surgeline::report
