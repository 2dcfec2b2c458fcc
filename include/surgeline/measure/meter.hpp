#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "surgeline/core/time.hpp"
#include "surgeline/measure/recording.hpp"

namespace surgeline::measure {

/// Where one writer counts for one subject. Single-threaded: each thread has its own meters and hands over closed ticks.
class meter {
 public:
  meter(subject_kind kind, const std::string& id);

  /// `load.users`
  const std::string& subject() const { return subject_; }

  void count(time_point now, instrument what, double times = 1) {
    roll(now);
    row_[index(what)] += times;
  }
  /// Keeps its value until it is set anew.
  void gauge(time_point now, instrument what, double value) {
    roll(now);
    row_[index(what)] = value;
  }
  void observe(time_point now, instrument what, duration value) {
    roll(now);
    observed_[index(what)].record(value);
  }

  /// Closes every tick before the one `now` is in.
  void roll(time_point now) {
    if (tick_of(now) > current_) close(tick_of(now));
  }
  /// Hands over what was closed since the last call.
  series take();

 private:
  static std::size_t index(instrument what) { return static_cast<std::size_t>(what); }
  void close(std::size_t until);

  subject_kind kind_;
  std::string subject_;
  std::size_t current_ = 0;
  std::array<double, instruments.size()> row_{};
  std::array<histogram, instruments.size()> observed_{};
  series closed_;
};

}  // namespace surgeline::measure
