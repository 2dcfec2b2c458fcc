#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "surgeline/config/value.hpp"

namespace surgeline::scenario {

/// How a key of a file says a number.
enum class unit_family : std::uint8_t { number, whole, share, time, rate, size, bandwidth };

/// A number that a key of a file is set to, in its unit: `"250ms"`, `"280/s"`, `"5%"`, `"64KiB"`, `"10Mbit/s"`, `3`, `1.5`.
struct setting {
  double number = 0;  ///< seconds, per second, a part of 1, bytes, bytes per second, or as it is
  unit_family unit = unit_family::number;
  bool operator==(const setting&) const = default;
};

/// What a value of a file says as a number; empty where it is none.
std::optional<setting> setting_of(const config::value& written);

/// The setting as a file says it. Whole numbers are rounded; all others keep six digits.
config::value value_of(const setting& of);

/// The same for people: `1.05s`, `280/s`, `3`.
std::string text_of(const setting& of);

/// How a range is divided: into equal steps, or into steps of an equal factor.
enum class range_scale : std::uint8_t { linear, log };

}  // namespace surgeline::scenario
