#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace surgeline::units {

/// One unit: `number` of it is `number * times / over` of what its family counts in.
struct unit {
  std::string_view name;
  std::uint64_t times = 1;
  std::uint64_t over = 1;

  constexpr double value_of(double number) const {
    return number * static_cast<double>(times) / static_cast<double>(over);
  }
  constexpr double number_of(double value) const {
    return value * static_cast<double>(over) / static_cast<double>(times);
  }
};

/// All units of one kind of value, and how the readers speak of it.
struct unit_family {
  std::string_view name;  ///< with its article
  std::string_view example;
  std::string_view usual[3];  ///< units to offer when there is none
  std::span<const unit> units;
};

// When a value is written, the first of equally short forms wins.
inline constexpr unit time_units[] = {
    {"ns", 1},
    {"us", 1000},
    {"ms", 1'000'000},
    {"s", 1000000000},
    {"m", 60'000'000'000},
    {"h", 3'600'000'000'000}
};
inline constexpr unit size_units[] = {
    {"B"},
    {"KB", 1000},
    {"MB", 1'000'000},
    {"GB", 1'000'000'000},
    {"KiB", 1024},
    {"MiB", 1024 * 1024},
    {"GiB", 1024 * 1024 * 1024}
};
inline constexpr unit rate_units[] = {{"/s"}, {"/min", 1, 60}, {"/h", 1, 3600}};
inline constexpr unit bandwidth_units[] = {
    {"B/s"},
    {"KB/s", 1000},
    {"MB/s", 1'000'000},
    {"GB/s", 1'000'000'000},
    {"KiB/s", 1024},
    {"MiB/s", 1024 * 1024},
    {"GiB/s", 1024 * 1024 * 1024},
    {"bit/s", 1, 8},
    {"kbit/s", 125},
    {"Mbit/s", 125'000},
    {"Gbit/s", 125'000'000}
};
inline constexpr unit share_units[] = {{"%", 1, 100}};

inline constexpr unit_family a_duration{"a duration", "250ms", {"ms", "us", "s"}, time_units};
inline constexpr unit_family a_size{"a size", "64KiB", {"B", "KiB", "MB"}, size_units};
inline constexpr unit_family a_rate{"a rate", "1200/s", {"/s", "/min", "/h"}, rate_units};
inline constexpr unit_family a_bandwidth{
    "a bandwidth",
    "10Mbit/s",
    {"Mbit/s", "MB/s", "MiB/s"},
    bandwidth_units
};
inline constexpr unit_family a_share{"a share", "2.5%", {"%"}, share_units};

}  // namespace surgeline::units
