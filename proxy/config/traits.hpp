#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "surgeline/core/endpoint.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/core/units.hpp"

namespace surgeline::config {

/// How a scalar is spoken of, and what it is made of.
template <class T>
struct trait;

template <>
struct trait<bool> {
  static constexpr std::string_view name = "bool", wanted = "true or false", json = "boolean";
};
template <>
struct trait<std::int64_t> {
  static constexpr std::string_view name = "int", wanted = "an integer", json = "integer";
  static std::int64_t limited(std::int64_t is) { return is; }
  static std::string text(std::int64_t is) { return std::to_string(is); }
};
template <>
struct trait<double> {
  static constexpr std::string_view name = "number", wanted = "a number", json = "number";
  static double limited(double is) { return is; }
  static std::string text(double is) { return fmt::format("{}", is); }
};
template <>
struct trait<std::string> {
  static constexpr std::string_view name = "string", wanted = "a string";
};
template <>
struct trait<duration> {
  static constexpr std::string_view name = "duration", wanted = "a duration such as \"250ms\"",
                                    unit = "ms",
                                    pattern = "-?([0-9]+(\\.[0-9]+)?(ns|us|ms|s|m|h))+";
  static auto parse(std::string_view text, std::string* why) { return parse_duration(text, why); }
  static duration limited(duration is) { return is; }
  static std::string text(duration is) { return format(is); }
};
template <>
struct trait<size> {
  static constexpr std::string_view name = "size", wanted = "a size such as \"64KiB\"", unit = "B",
                                    pattern = "[0-9]+(\\.[0-9]+)?([KMG]i?)?B";
  static auto parse(std::string_view text, std::string* why) { return parse_size(text, why); }
  static double limited(size is) { return static_cast<double>(is.bytes); }
  static std::string text(double is) { return format(size{static_cast<std::uint64_t>(is)}); }
};
template <>
struct trait<rate> {
  static constexpr std::string_view name = "rate", wanted = "a rate such as \"1200/s\"",
                                    unit = "/s", pattern = "[0-9]+(\\.[0-9]+)?/(s|min|h)";
  static auto parse(std::string_view text, std::string* why) { return parse_rate(text, why); }
  static double limited(rate is) { return is.per_second; }
  static std::string text(double is) { return format(rate{is}); }
};
template <>
struct trait<bandwidth> {
  static constexpr std::string_view name = "bandwidth", wanted = "a bandwidth such as \"10Mbit/s\"",
                                    unit = "KiB/s",
                                    pattern = "[0-9]+(\\.[0-9]+)?(([KMG]i?)?B|[kMG]?bit)/s";
  static auto parse(std::string_view text, std::string* why) { return parse_bandwidth(text, why); }
  static double limited(bandwidth is) { return is.bytes_per_second; }
  static std::string text(double is) { return format(bandwidth{is}); }
};
template <>
struct trait<share> {
  static constexpr std::string_view name = "share", wanted = "a share such as 0.025 or \"2.5%\"",
                                    unit = "%", pattern = "[0-9]+(\\.[0-9]+)?%";
  static auto parse(std::string_view text, std::string* why) { return parse_share(text, why); }
  static double limited(share is) { return is.part; }
  static std::string text(double is) { return format(share{is}); }
};
template <>
struct trait<endpoint> {
  static constexpr std::string_view name = "address",
                                    wanted =
                                        "an address such as \"127.0.0.1:8080\" or \"unix:/path\"",
                                    pattern = ".+:.+";
  static auto parse(std::string_view text, std::string* why) { return endpoint::parse(text, why); }
};

/// Scalars that core parses from text; that bounds apply to; that are no plain number.
template <class T>
concept written_as_text = requires { trait<T>::parse; };
template <class T>
concept limited = requires(T is) { trait<T>::limited(is); };
template <class T>
concept with_unit = requires { trait<T>::unit; };

}  // namespace surgeline::config
