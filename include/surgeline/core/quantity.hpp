#pragma once

#include <cmath>
#include <concepts>

#include "surgeline/core/time.hpp"

namespace surgeline {

/// How a type of amount becomes a plain number and back, so that ramps can run between two of them.
/// Units specialise it: a duration is its seconds, a rate its events per second.
template <class T>
struct quantity {
  static double number(T value) { return static_cast<double>(value); }
  static T made(double value) {
    if constexpr (std::integral<T>)
      return static_cast<T>(std::llround(value));
    else
      return static_cast<T>(value);
  }
};

template <>
struct quantity<duration> {
  static double number(duration value) { return seconds(value); }
  static duration made(double value) { return from_seconds(value); }
};

}  // namespace surgeline
