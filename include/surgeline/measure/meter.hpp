#pragma once

#include <array>
#include <cstddef>
#include <string>

#include "surgeline/core/time.hpp"
#include "surgeline/measure/recording.hpp"

namespace surgeline::measure {

/// Where one writer counts for one subject. Single-threaded: each thread has its own meters and hands over closed ticks.
/// Moments come in ascending order; one that lies in a closed tick counts to the open one.
class meter {
 public:
  /// `id` is the subject's: `users` of `load.users`. `kind` says which instruments it has.
  meter(subject_kind kind, const std::string& id);

  /// `load.users`
  const std::string& subject() const { return subject_; }

  /// Adds to a count; each tick counts from zero.
  void count(time_point now, instrument what, double times = 1) {
    roll(now);
    row_[index(what)] += times;
  }
  /// Sets a gauge, which keeps its value until it is set anew.
  void gauge(time_point now, instrument what, double value) {
    roll(now);
    row_[index(what)] = value;
  }
  /// Records one duration.
  void observe(time_point now, instrument what, duration value) {
    roll(now);
    observed_[index(what)].record(value);
  }

  /// Closes every tick before the one `now` is in.
  void roll(time_point now) {
    if (now >= open_until_) close(tick_of(now));
  }
  /// Hands over what was closed since the last call.
  series take();

 private:
  static std::size_t index(instrument what) { return static_cast<std::size_t>(what); }
  void close(std::size_t until);

  subject_kind kind_;
  std::string subject_;
  std::size_t open_ = 0;  // the tick that is open
  time_point open_until_{tick};
  std::array<double, instruments.size()> row_{};
  std::array<histogram, instruments.size()> observed_{};
  series closed_;
};

}  // namespace surgeline::measure
