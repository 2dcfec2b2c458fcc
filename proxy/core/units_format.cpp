#include <algorithm>
#include <array>
#include <charconv>

#include "surgeline/core/units.hpp"
#include "unit_families.hpp"

namespace surgeline {

namespace {

using namespace units;

/// The shortest digits that read back as `value`, without an exponent.
std::string digits_of(double value) {
  std::array<char, 400> buffer{};  // the smallest double has 324 places and 17 digits
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed)
          .ptr;
  return {buffer.data(), end};
}

/// `value` in the unit that makes the shortest number; exact, since the first unit always is.
std::string shortest(double value, const unit_family& of) {
  std::string best;
  std::string_view name;
  for (const unit& each : of.units) {
    const double number = each.number_of(value);
    std::string digits = digits_of(number);
    if (!best.empty() && (digits.size() >= best.size() || each.value_of(number) != value)) continue;
    best = std::move(digits);
    name = each.name;
  }
  return best.append(name);
}

/// `count` of the smallest unit as a decimal number of `per` (a power of ten).
std::string decimal(std::uint64_t count, std::uint64_t per) {
  const std::string above = std::to_string(count / per);
  if (count % per == 0) return above;
  std::string below = std::to_string(count % per + per).substr(1);
  below.erase(below.find_last_not_of('0') + 1);
  return above + "." + below;
}

/// Moves the decimal point two places to the right, which keeps every digit.
std::string hundredfold(std::string digits) {
  const std::size_t dot = std::min(digits.find('.'), digits.size());
  digits.erase(dot, 1);
  digits.resize(std::max(digits.size(), dot + 2), '0');
  if (digits.size() > dot + 2) digits.insert(dot + 2, ".");
  const std::size_t first = digits.find_first_not_of('0');
  if (first == digits.npos) return "0";
  return digits[first] == '.' ? "0" + digits.substr(first) : digits.substr(first);
}

}  // namespace

std::string format(duration value) {
  if (value == forever) return "never";
  const std::string sign = value < duration::zero() ? "-" : "";
  const auto bits = static_cast<std::uint64_t>(value.count());
  const std::uint64_t count =
      sign.empty() ? bits : 0 - bits;  // unsigned, where even the smallest has its negative
  constexpr std::uint64_t us = 1000, ms = 1000 * us, s = 1000 * ms, m = 60 * s, h = 60 * m;
  if (count == 0) return "0s";
  if (count < us) return sign + std::to_string(count) + "ns";
  if (count < ms) return sign + decimal(count, us) + "us";
  if (count < s) return sign + decimal(count, ms) + "ms";
  std::string text = sign;
  if (count >= h) text += std::to_string(count / h) + "h";
  if (count % h >= m) text += std::to_string(count % h / m) + "m";
  if (count % m > 0) text += decimal(count % m, s) + "s";
  return text;
}

std::string format(size value) {
  std::string best = std::to_string(value.bytes);
  std::string_view name = "B";
  for (const unit& each : size_units) {
    std::string number = std::to_string(value.bytes / each.times);
    if (value.bytes % each.times != 0 || number.size() >= best.size()) continue;
    best = std::move(number);
    name = each.name;
  }
  return best.append(name);
}

std::string format(rate value) { return shortest(value.per_second, a_rate); }

std::string format(bandwidth value) { return shortest(value.bytes_per_second, a_bandwidth); }

std::string format(share value) { return hundredfold(digits_of(value.part)) + "%"; }

}  // namespace surgeline
