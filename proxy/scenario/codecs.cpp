#include "codecs.hpp"

#include <fmt/format.h>

namespace surgeline::config {

bool codec<scenario::amount>::read(const value& from, scenario::amount& into, reader& in) {
  if (const auto* number = from.as<double>()) {
    into = {*number, fmt::format("{}", *number)};
    return true;
  }
  if (const auto* number = from.as<std::int64_t>()) {
    into = {static_cast<double>(*number), fmt::format("{}", *number)};
    return true;
  }
  const auto* text = from.as<std::string>();
  if (text == nullptr)
    return in.wrong(from, "a number, or a text with a unit such as \"95%\", \"250ms\", \"280/s\"");
  if (const auto part = parse_share(*text))
    into = {part->part, *text};
  else if (const auto span = parse_duration(*text))
    into = {seconds(*span), *text};
  else if (const auto events = parse_rate(*text))
    into = {events->per_second, *text};
  else
    return in.wrong(from, "a number, or a text with a unit such as \"95%\", \"250ms\", \"280/s\"");
  return true;
}

}  // namespace surgeline::config
