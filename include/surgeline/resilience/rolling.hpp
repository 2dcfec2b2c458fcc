#pragma once

#include <array>
#include <cstdint>

#include "surgeline/core/time.hpp"

namespace surgeline::resilience {

/// Two sums over the last stretch of time, kept in tenths of it: what is older than the stretch, counted from the end of the
/// tenth that is under way, is forgotten. Moments come in ascending order.
class rolling {
 public:
  struct sums {
    double first = 0;
    double second = 0;
    bool operator==(const sums&) const = default;
  };
  /// How many tenths make the stretch.
  static constexpr std::int64_t parts = 10;

  explicit rolling(duration stretch) : part_(stretch / parts) {}

  void add(time_point now, double first, double second = 0);
  /// The sums over the tenth that is under way and so many before it, all ten together by default; one more at most.
  sums of(time_point now, std::int64_t tenths = parts) const;
  void clear() { kept_ = {}; }

 private:
  struct one {
    std::int64_t number = -1;
    sums counted{};
  };
  std::int64_t number_of(time_point now) const { return now.time_since_epoch() / part_; }

  duration part_;
  std::array<one, parts + 1> kept_{};
};

}  // namespace surgeline::resilience
