#pragma once

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <vector>

#include "surgeline/core/time.hpp"

namespace surgeline {

/// Memory of this process that is resident, in MB.
inline double resident_memory() {
  std::size_t whole = 0, resident = 0;
  std::ifstream("/proc/self/statm") >> whole >> resident;
  return static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

/// How memory grows.
class memory_course {
 public:
  /// A straight line through what was seen: its slope, with the 95 % interval that it lies in, in MB per minute.
  struct slope {
    double value = 0, low = 0, high = 0;
  };

  /// Notes what is resident now.
  void look(duration when) { seen_.push_back({seconds(when) / 60, resident_memory()}); }

  /// Least squares from `begin` on. The interval takes the moments for independent; with less than three there is none.
  slope since(duration begin) const {
    double count = 0, x = 0, y = 0;
    each_since(begin, [&](const moment& one) { ++count, x += one.minutes, y += one.memory; });
    x /= count, y /= count;
    double xx = 0, xy = 0, yy = 0;
    each_since(begin, [&](const moment& one) {
      xx += (one.minutes - x) * (one.minutes - x);
      xy += (one.minutes - x) * (one.memory - y);
      yy += (one.memory - y) * (one.memory - y);
    });
    const double value = xy / xx;
    const double error = std::sqrt(std::max(0.0, yy - value * xy) / (count - 2) / xx);
    constexpr double z = 1.96;
    return {value, value - z * error, value + z * error};
  }

 private:
  struct moment {
    double minutes, memory;
  };
  template <class Each>
  void each_since(duration begin, Each each) const {
    for (const moment& one : seen_) {
      if (one.minutes >= seconds(begin) / 60) each(one);
    }
  }

  std::vector<moment> seen_;
};

}  // namespace surgeline
