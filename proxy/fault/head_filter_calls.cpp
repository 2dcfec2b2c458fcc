#include <charconv>
#include <utility>

#include "surgeline/core/trimmed.hpp"
#include "surgeline/fault/head_filter.hpp"

/// Faults that act only on requests that call them.
namespace surgeline::fault {
namespace {

/// What is before the first of these marks and what is behind it, trimmed.
std::pair<std::string_view, std::string_view> split(std::string_view text, char mark) {
  const auto at = text.find(mark);
  if (at == std::string_view::npos) return {trimmed(text), {}};
  return {trimmed(text.substr(0, at)), trimmed(text.substr(at + 1))};
}

/// What a call's parameters ask for; 0 where they say anything that is not understood.
double probability_in(std::string_view parameters) {
  if (parameters.empty()) return 1;
  const auto [name, value] = split(parameters, '=');
  if (name != "probability") return 0;
  double asked = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), asked);
  const bool is_share = asked >= 0 && asked <= 1;  // not NaN
  return error == std::errc{} && end == value.data() + value.size() && is_share ? asked : 0;
}

}  // namespace

double asked_probability(const request_head& head, std::string_view header, std::string_view id) {
  for (const header_field& field : head.fields) {
    if (!is_same_name(field.name, header)) continue;
    for (std::string_view rest = field.value; !rest.empty();) {
      const auto [call, others] = split(rest, ',');
      const auto [name, parameters] = split(call, ';');
      if (name == id) return probability_in(parameters);
      rest = others;
    }
  }
  return 0;
}

}  // namespace surgeline::fault
