#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace surgeline::model {

/// How often each of many keys is asked for: the nth most wanted, from 1, in proportion to n^-skew; 0: all alike.
class zipf {
 public:
  zipf(std::uint32_t keys, double skew) : until_(keys) {
    double sum = 0;
    for (std::uint32_t n = 0; n < keys; ++n) until_[n] = sum += std::pow(n + 1.0, -skew);
    for (double& each : until_) each /= sum;
  }

  /// The key of a draw in [0, 1); 0 is the most wanted.
  std::uint32_t key(double draw) const {
    const auto found = std::ranges::upper_bound(until_, draw);
    return static_cast<std::uint32_t>(std::min(found, until_.end() - 1) - until_.begin());
  }
  /// The share of all requests that ask for a key.
  double share(std::uint32_t key) const {
    return key == 0 ? until_.front() : until_[key] - until_[key - 1];
  }
  std::uint32_t keys() const { return static_cast<std::uint32_t>(until_.size()); }

 private:
  std::vector<double> until_;  // the share of this key and all that are more wanted
};

}  // namespace surgeline::model
