#pragma once

#include <chrono>
#include <cmath>

#include "surgeline/core/time.hpp"

namespace surgeline::net {

/// A moment of the machine's steady clock: what sockets, timers and workers live by.
using real_time = std::chrono::steady_clock::time_point;

/// Maps the machine's time to the time of the scenario file and back; the one place where `speedup` happens.
/// File time = (real time - start) x speed. Everything that decides lives in file time, nothing else is scaled.
class run_clock {
 public:
  /// File time 0 is now.
  run_clock() : run_clock(std::chrono::steady_clock::now()) {}
  /// File time 0 is `start`; `speed` > 0 is how many file seconds pass in a real one.
  explicit run_clock(real_time start, double speed = 1) : start_(start), speed_(speed) {}

  /// The file's now; one clock_gettime.
  time_point now() const { return at(std::chrono::steady_clock::now()); }

  /// The file time of a real moment, rounded down.
  time_point at(real_time moment) const {
    const duration passed = moment - start_;
    return time_point{speed_ == 1 ? passed : rounded(std::floor(count(passed) * speed_))};
  }

  /// The first real moment at which the file time is `moment` or later; `never` is `real_time::max()`.
  real_time real(time_point moment) const {
    const duration file = moment.time_since_epoch();
    const duration span = speed_ == 1 ? file : rounded(std::ceil(count(file) / speed_));
    return moment == never || span > real_time::max() - start_ ? real_time::max() : start_ + span;
  }

  real_time start() const { return start_; }
  double speed() const { return speed_; }

 private:
  static double count(duration span) { return static_cast<double>(span.count()); }
  static duration rounded(double nanoseconds) {
    if (nanoseconds >= count(forever)) return forever;
    return duration{static_cast<duration::rep>(nanoseconds)};
  }

  real_time start_;
  double speed_;
};

}  // namespace surgeline::net
