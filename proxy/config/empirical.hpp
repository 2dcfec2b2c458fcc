#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "surgeline/config/checker.hpp"
#include "surgeline/config/reader.hpp"
#include "surgeline/core/time.hpp"

namespace surgeline::config {

/// The probability that a name stands for: p0, p50, p99.9 in percent; p999 and p9999 go on behind 99.
std::optional<double> probability_of(std::string_view name);

/// The name of a probability.
std::string name_of_probability(double probability);

/// Quantiles by ascending probability; names that are none are left out.
std::vector<std::pair<double, duration>> ordered(const std::map<std::string, duration>& quantiles);

/// Problems of quantiles: names, order, values beyond `max`.
void check_quantiles(
    checker& in,
    const std::map<std::string, duration>& quantiles,
    duration max,
    std::string (*text)(duration)
);

/// A column of a CSV and how to read it.
struct csv_column {
  std::string file, column;
  duration unit{};  ///< what 1 in the column means
  duration max{};   ///< larger samples are left out, as if drawn again
};

/// The quantiles of a column, 1,000 at most; empty with problems.
std::vector<std::pair<double, duration>> quantiles_of(
    const csv_column& wanted,
    const value& from,
    reader& in
);

}  // namespace surgeline::config
