#pragma once

#include <array>
#include <cstdint>

namespace surgeline::resilience {

/// A quantile of all numbers it was told, in constant room: the P² algorithm (Jain and Chlamtac, CACM 28/10, 1985).
class quantile_watch {
 public:
  /// `quantile` is between 0 and 1.
  explicit quantile_watch(double quantile);

  void add(double value);
  /// The estimate; exact up to five numbers, 0 without any.
  double value() const;
  std::uint64_t count() const { return count_; }

 private:
  static constexpr std::size_t markers = 5;

  void place(double value);
  void adjust(std::size_t which);
  double parabolic(std::size_t which, double by) const;
  double linear(std::size_t which, double by) const;

  double quantile_;
  std::uint64_t count_ = 0;
  std::array<double, markers> height_{};
  std::array<double, markers> at_{1, 2, 3, 4, 5};
  std::array<double, markers> wanted_{};
  std::array<double, markers> step_{};
};

}  // namespace surgeline::resilience
