#pragma once

#include <algorithm>
#include <cstddef>

#include "surgeline/core/time.hpp"

namespace surgeline::fault {

/// A token bucket in its shortest form, the generic cell rate algorithm (ITU-T I.371): it remembers only when the bytes that
/// were let in will have passed at the steady rate.
class token_bucket {
 public:
  /// When `size` more bytes that come at `now` have passed: at `rate` bytes per second, ahead of it by at most `burst` bytes.
  time_point passes(time_point now, std::size_t size, double rate, std::size_t burst) {
    const duration ahead = span_of(burst, rate);
    steady_ = after(std::max(steady_, now), span_of(size, rate));
    return steady_ == never ? never : std::max(now, steady_ - ahead);
  }

  bool operator==(const token_bucket&) const = default;

  /// How long so many bytes take at `rate` per second; `forever` at a rate of 0.
  static duration span_of(std::size_t size, double rate) {
    const double nanoseconds = size == 0 ? 0 : static_cast<double>(size) / rate * 1e9;
    if (!(nanoseconds < static_cast<double>(forever.count()))) return forever;
    return duration{static_cast<duration::rep>(nanoseconds)};
  }

 private:
  time_point steady_{};
};

}  // namespace surgeline::fault
