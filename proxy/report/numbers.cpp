#include "surgeline/report/numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace surgeline::report {
namespace {

/// 1234567 as `1,234,567`.
std::string grouped(double value) {
  std::string digits = fmt::format("{:.0f}", std::abs(value));
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
  return (value <= -0.5 ? "-" : "") + digits;
}

/// Three digits that matter, as far as there are some behind the point.
std::string digits(double value) {
  const double size = std::abs(value);
  if (!std::isfinite(value)) return value > 0 ? "∞" : no_number;
  if (size < 0.005) return "0";
  if (size < 9.995) return fmt::format("{:.2f}", value);
  if (size < 99.95) return fmt::format("{:.1f}", value);
  return grouped(value);
}

/// `12.5 s` as `12.5` and ` s`.
struct parts {
  std::string number, unit;
};

parts taken_apart(const std::string& text) {
  const std::size_t end = std::min(text.find_first_not_of("<>-0123456789.,"), text.size());
  return {text.substr(0, end), text.substr(end)};
}

}  // namespace

std::string text_of_seconds(double value) {
  const double size = std::abs(value);
  if (size < 0.000'005) return "0 s";
  if (size < 0.9995) return digits(value * 1e3) + " ms";
  return size < 599.5 ? digits(value) + " s" : digits(value / 60) + " min";
}

std::string text_of_rate(double value) { return text_of_number(value) + "/s"; }

std::string text_of_share(double value) {
  if (value > 0 && value < 0.0005) return "<0.1%";
  if (value < 1 && value >= 0.9995) return ">99.9%";
  return fmt::format("{:.1f}%", std::abs(value) < 0.0005 ? 0.0 : value * 100);
}

std::string text_of_ratio(double value) {
  const double size = std::abs(value);
  if (size < 0.00005) return "0.00";
  return fmt::format("{:.{}f}", value, size < 0.0995 ? 4 : 2);
}

std::string text_of_number(double value) {
  return value == std::trunc(value) && std::isfinite(value) ? grouped(value) : digits(value);
}

std::string text_or_dash(const std::optional<double>& value, number_text text) {
  return value ? text(*value) : no_number;
}

std::string text_of_median(const spread& of, number_text text) {
  return of.count == 0 ? no_number : text(of.median);
}

std::string text_of_spread(const spread& of, number_text text) {
  if (of.count < 2) return text_of_median(of, text);
  const auto [median, unit] = taken_apart(text(of.median));
  const auto low = taken_apart(text(of.lower_quarter)), high = taken_apart(text(of.upper_quarter));
  if (low.unit != unit || high.unit != unit) {
    return fmt::format(
        "{} {}",
        text(of.median),
        text_of_interval({of.lower_quarter, of.upper_quarter}, text)
    );
  }
  return fmt::format("{} [{}, {}]{}", median, low.number, high.number, unit);
}

std::string text_of_interval(const interval& of, number_text text) {
  const auto low = taken_apart(text(of.low)), high = taken_apart(text(of.high));
  if (low.unit != high.unit) return fmt::format("[{}, {}]", text(of.low), text(of.high));
  return fmt::format("[{}, {}]{}", low.number, high.number, high.unit);
}

}  // namespace surgeline::report
