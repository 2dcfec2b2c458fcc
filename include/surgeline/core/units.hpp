#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "surgeline/core/quantity.hpp"
#include "surgeline/core/time.hpp"

namespace surgeline {

/// Events per second.
struct rate {
  double per_second = 0;
  auto operator<=>(const rate&) const = default;
};

/// Bytes.
struct size {
  std::uint64_t bytes = 0;
  auto operator<=>(const size&) const = default;
};

/// Bytes per second.
struct bandwidth {
  double bytes_per_second = 0;
  auto operator<=>(const bandwidth&) const = default;
};

/// A part of a whole, 0..1.
struct share {
  double part = 0;
  auto operator<=>(const share&) const = default;
};

/// Readers of values with units; empty with a sentence in `why` (when given) that names the fault and the units.
/// `"250ms"`, `"1m30s"`, `"-2s"`: units ns us ms s m h, the larger first; fractions allowed; under 292 years.
std::optional<duration> parse_duration(std::string_view text, std::string* why = nullptr);
/// `"64KiB"`, `"1MB"`: units B KB MB GB KiB MiB GiB; a fraction is rounded to whole bytes.
std::optional<size> parse_size(std::string_view text, std::string* why = nullptr);
/// `"1200/s"`, `"2/min"`, `"10/h"`.
std::optional<rate> parse_rate(std::string_view text, std::string* why = nullptr);
/// `"10Mbit/s"`, `"1MiB/s"`: units of size, or bit kbit Mbit Gbit, per second.
std::optional<bandwidth> parse_bandwidth(std::string_view text, std::string* why = nullptr);
/// `"2.5%"`, the same number as 0.025; a bare number 0..1 is read by config.
std::optional<share> parse_share(std::string_view text, std::string* why = nullptr);

/// A short text that reads back as the same value: `1m30s`, `250ms`, `64KiB`, `1200/s`, `2.5%`.
/// The unit is the one with the shortest number; `forever` is `never`, which no reader takes.
std::string format(duration value);
std::string format(size value);
std::string format(rate value);
std::string format(bandwidth value);
std::string format(share value);

template <>
struct quantity<rate> {
  static double number(rate value) { return value.per_second; }
  static rate made(double value) { return {value}; }
};
template <>
struct quantity<size> {
  static double number(size value) { return static_cast<double>(value.bytes); }
  static size made(double value) {
    return {static_cast<std::uint64_t>(value < 0 ? 0 : value + 0.5)};
  }
};
template <>
struct quantity<bandwidth> {
  static double number(bandwidth value) { return value.bytes_per_second; }
  static bandwidth made(double value) { return {value}; }
};
template <>
struct quantity<share> {
  static double number(share value) { return value.part; }
  static share made(double value) { return {value}; }
};

}  // namespace surgeline
