#pragma once

#include <cstdint>

#include "surgeline/core/time.hpp"

namespace surgeline::observe {

/// How far apart a client's attempts begin: what silence is compared with.
class arrival_gaps {
 public:
  /// An attempt begins. `is_calm`: nothing unusual goes on, so that it shows what the client does when left alone.
  void arrived(time_point now, bool is_calm);
  /// The next gap is none: the client was kept from coming.
  void pause() { has_last_ = false; }

  /// The mean of the last 64; or of the last 16, or of calm ones, if that is longer: a load may have dropped, and retries and
  /// hasty failures make gaps shorter.
  duration mean() const;
  /// The longest calm one of the last 10 to 20 s but for one: what happened once is no habit. Longer ones than `longest` are no
  /// gaps: nobody was there.
  duration largest(time_point now) const;

  static constexpr duration longest = std::chrono::seconds{10};

 private:
  /// The longest two.
  struct two {
    duration first{}, second{};
    void add(duration gap);
  };

  void roll(time_point now);

  time_point last_{};
  bool has_last_ = false;
  std::uint32_t count_ = 0;
  double mean_ = 0, recent_ = 0, calm_ = 0;  // seconds
  time_point rolled_{};
  two largest_, largest_before_;
};

}  // namespace surgeline::observe
