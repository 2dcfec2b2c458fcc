#pragma once

#include <atomic>
#include <chrono>
#include <cmath>
#include <memory>

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

  /// File time 0 is far away until `begin` says when it is: of this clock, and of all that were copied from it.
  static run_clock waiting(double speed = 1) {
    run_clock made(std::chrono::steady_clock::now() + far_away, speed);
    made.later_ =
        std::make_shared<std::atomic<real_time::rep>>(made.start_.time_since_epoch().count());
    return made;
  }
  /// File time 0 is `start`; only of a clock that waits.
  void begin(real_time start) { *later_ = start.time_since_epoch().count(); }

  /// The file's now; one clock_gettime.
  time_point now() const { return at(std::chrono::steady_clock::now()); }

  /// The file time of a real moment, rounded down.
  time_point at(real_time moment) const {
    const duration passed = moment - start();
    return time_point{speed_ == 1 ? passed : rounded(std::floor(count(passed) * speed_))};
  }

  /// The first real moment at which the file time is `moment` or later; `never` is `real_time::max()`.
  real_time real(time_point moment) const {
    const duration file = moment.time_since_epoch();
    const duration span = speed_ == 1 ? file : rounded(std::ceil(count(file) / speed_));
    const real_time begin = start();
    return moment == never || span > real_time::max() - begin ? real_time::max() : begin + span;
  }

  real_time start() const { return later_ ? real_time{duration{later_->load()}} : start_; }
  double speed() const { return speed_; }

 private:
  static constexpr std::chrono::hours far_away{24 * 365};

  static double count(duration span) { return static_cast<double>(span.count()); }
  static duration rounded(double nanoseconds) {
    if (nanoseconds >= count(forever)) return forever;
    return duration{static_cast<duration::rep>(nanoseconds)};
  }

  real_time start_;
  double speed_;
  std::shared_ptr<std::atomic<real_time::rep>> later_{};  // where `begin` puts the start
};

}  // namespace surgeline::net
