#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace surgeline::report {

/// A 95 % confidence interval.
struct interval {
  double low = 0;
  double high = 0;
  /// True when the value is not ruled out.
  bool holds(double value) const { return low <= value && value <= high; }
  bool operator==(const interval&) const = default;
};

/// How a sample is spread; all zero for an empty one.
struct spread {
  std::size_t count = 0;
  double mean = 0;
  double deviation = 0;  ///< standard deviation, n − 1; zero for one value
  double low = 0, lower_quarter = 0, median = 0, upper_quarter = 0, high = 0;
  bool operator==(const spread&) const = default;
};

/// Takes a sample together.
spread spread_of(std::span<const double> sample);

/// The `q`-quantile of a sample, q in [0, 1], interpolated between its neighbours (Hyndman and Fan 1996, type 7);
/// zero for an empty sample.
double quantile(std::vector<double> sample, double q);

/// The interval of a share of which `hits` of `of` were seen, of 95 % unless another confidence is asked for; [0, 1] without any. Never leaves [0, 1], and is good
/// for small counts and shares near 0 and 1 (Wilson 1927, without continuity correction).
interval wilson(std::uint64_t hits, std::uint64_t of, double confidence = 0.95);

/// The interval of mean(second) − mean(first), of 95 % unless another confidence is asked for, for unequal variances (Welch 1947, Satterthwaite's degrees of
/// freedom); empty if a sample has fewer than two values or both do not vary.
std::optional<interval> difference_of_means(
    std::span<const double> first,
    std::span<const double> second,
    double confidence = 0.95
);

/// By how much the second sample is shifted against the first: the median of all pairwise differences
/// (Hodges and Lehmann 1963); zero without pairs.
double shift(std::span<const double> first, std::span<const double> second);

/// The 95 % interval of that shift whatever the distribution, from the quantiles of the Mann-Whitney statistic (Hollander
/// and Wolfe 1973, §4.3): exact up to 50 values a sample, by the normal approximation beyond; empty if the samples are
/// too small for 95 %.
std::optional<interval> interval_of_shift(
    std::span<const double> first,
    std::span<const double> second
);

}  // namespace surgeline::report
