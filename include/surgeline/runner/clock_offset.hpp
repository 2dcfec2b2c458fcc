#pragma once

#include <span>

#include "surgeline/core/time.hpp"

namespace surgeline::runner {

/// One question to somebody who says what time it is there: all as time since the epoch of the wall clock.
struct clock_sample {
  duration asked{};  ///< here
  duration said{};   ///< there, at some moment between
  duration heard{};  ///< here
};

/// How far another wall clock is ahead of ours.
struct clock_offset {
  duration ahead{};
  duration within{};  ///< the error of that at most: half of the way there and back
  bool operator==(const clock_offset&) const = default;
};

/// As NTP does it: what was said is taken for the middle between question and answer, and of several the quickest answer is
/// believed. There has to be one at least.
clock_offset offset_of(std::span<const clock_sample> samples);

}  // namespace surgeline::runner
