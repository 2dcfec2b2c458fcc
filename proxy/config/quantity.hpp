#pragma once

#include <map>
#include <string>
#include <string_view>

#include "surgeline/config/checker.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/core/units.hpp"
#include "surgeline/core/varying.hpp"

/// Distributions are over time; sizes enter them with a byte as a nanosecond.
namespace surgeline::config {

duration in_time(duration of);
duration in_time(size of);
varying<duration> in_time(const varying<duration>& of);
varying<duration> in_time(const varying<size>& of);

template <class Q>
std::map<std::string, duration> in_time(const std::map<std::string, Q>& of) {
  std::map<std::string, duration> result;
  for (const auto& [key, value] : of) result.emplace(key, in_time(value));
  return result;
}

/// The way back.
template <class Q>
Q out_of_time(duration of);
template <class Q>
varying<Q> out_of_time(const varying<duration>& of);

/// A quantity as it is written.
template <class Q>
std::string text_of(duration of);

/// A parameter of a distribution and its key.
struct parameter {
  std::string_view key;
  varying<duration> of;
};

/// A problem unless `above` is above `below` at all times.
void check_ascending(
    checker& in,
    const parameter& below,
    const parameter& above,
    std::string (*text)(duration)
);

}  // namespace surgeline::config
