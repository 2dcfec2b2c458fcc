#include "surgeline/scenario/setting.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

#include "surgeline/config/toml.hpp"
#include "surgeline/core/units.hpp"

namespace surgeline::scenario {
namespace {

std::optional<setting> setting_of(const std::string& text) {
  if (const auto part = parse_share(text)) return setting{part->part, unit_family::share};
  if (const auto span = parse_duration(text)) return setting{seconds(*span), unit_family::time};
  if (const auto events = parse_rate(text)) return setting{events->per_second, unit_family::rate};
  if (const auto bytes = parse_size(text))
    return setting{static_cast<double>(bytes->bytes), unit_family::size};
  if (const auto flow = parse_bandwidth(text))
    return setting{flow->bytes_per_second, unit_family::bandwidth};
  return {};
}

/// So many digits that nobody sees the binary fraction.
double rounded(double number) {
  return std::strtod(fmt::format("{:.6g}", number).c_str(), nullptr);
}

}  // namespace

std::optional<setting> setting_of(const config::value& written) {
  if (const auto* whole = written.as<std::int64_t>())
    return setting{static_cast<double>(*whole), unit_family::whole};
  if (const auto* number = written.as<double>(); number != nullptr && std::isfinite(*number))
    return setting{*number, unit_family::number};
  const auto* text = written.as<std::string>();
  return text == nullptr ? std::nullopt : setting_of(*text);
}

config::value value_of(const setting& of) {
  const double number = rounded(of.number);
  switch (of.unit) {
    case unit_family::whole:
      return static_cast<std::int64_t>(std::llround(of.number));
    case unit_family::share:
      return format(share{number});
    case unit_family::time:
      return format(from_seconds(number));
    case unit_family::rate:
      return format(rate{number});
    case unit_family::size:
      return format(quantity<size>::made(number));
    case unit_family::bandwidth:
      return format(bandwidth{number});
    case unit_family::number:
      break;
  }
  return number;
}

std::string text_of(const setting& of) {
  const config::value shown = value_of(of);
  const auto* text = shown.as<std::string>();
  return text == nullptr ? config::to_toml(shown) : *text;
}

}  // namespace surgeline::scenario
