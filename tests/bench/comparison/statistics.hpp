#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace surgeline::bench {

/// What stands where there is no number.
inline constexpr double no_number = std::numeric_limits<double>::quiet_NaN();

/// A number, with the 95 % interval that it lies in where there is one.
struct figure {
  double value = no_number;
  std::optional<std::pair<double, double>> within;
};

/// The smallest value that at least that share (0..1) of all values does not exceed; no number of none.
double quantile(std::vector<double> values, double share);
double median(std::vector<double> values);

/// The median, with its interval by bootstrap: drawn anew with a fixed seed, `together` rounds at a time, which have more in
/// common with each other than with the rest.
figure median_with_interval(const std::vector<double>& rounds, std::size_t together);

/// Round by round `above` divided by `below`: what a neighbour does to a round, it does to both.
figure paired_ratio(
    const std::vector<double>& above,
    const std::vector<double>& below,
    std::size_t together
);

}  // namespace surgeline::bench
