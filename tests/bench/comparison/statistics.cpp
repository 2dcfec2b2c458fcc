#include "bench/comparison/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <random>

namespace surgeline::bench {

double quantile(std::vector<double> values, double share) {
  if (values.empty()) return no_number;
  const auto rank = std::ceil(share * static_cast<double>(values.size())) - 1;
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(std::max(rank, 0.0));
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

double median(std::vector<double> values) {
  if (values.empty()) return no_number;
  std::ranges::sort(values);
  return (values[(values.size() - 1) / 2] + values[values.size() / 2]) / 2;
}

figure median_with_interval(const std::vector<double>& rounds, std::size_t together) {
  constexpr int resamples = 2000;
  if (rounds.empty()) return {};
  std::mt19937 dice(1);
  std::uniform_int_distribution<std::size_t> any(0, (rounds.size() - 1) / together);
  std::vector<double> medians, drawn;
  for (int i = 0; i < resamples; ++i) {
    drawn.clear();
    while (drawn.size() < rounds.size()) {
      const std::size_t from = any(dice) * together, to = std::min(from + together, rounds.size());
      for (std::size_t at = from; at < to; ++at) drawn.push_back(rounds[at]);
    }
    medians.push_back(median(drawn));
  }
  return {median(rounds), std::pair{quantile(medians, 0.025), quantile(medians, 0.975)}};
}

figure paired_ratio(
    const std::vector<double>& above,
    const std::vector<double>& below,
    std::size_t together
) {
  std::vector<double> ratios;
  for (std::size_t i = 0; i < std::min(above.size(), below.size()); ++i)
    ratios.push_back(above[i] / below[i]);
  return median_with_interval(ratios, together);
}

}  // namespace surgeline::bench
