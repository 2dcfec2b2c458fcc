#include "surgeline/report/statistics.hpp"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <numeric>

namespace surgeline::report {
namespace {

/// What a 95 % interval leaves out on each side, and the normal quantile there.
constexpr double tail = 0.025;
constexpr double normal_quantile = 1.959963984540054;
/// Beyond this many values a sample, the normal approximation of the Mann-Whitney statistic is good.
constexpr std::size_t most_exact = 50;

/// Where a normal law leaves half of the rest on each side.
double quantile_of_normal(double confidence) {
  return boost::math::quantile(boost::math::complement(boost::math::normal(), (1 - confidence) / 2)
  );
}

double variance(std::span<const double> sample, double mean) {
  if (sample.size() < 2) return 0;
  double sum = 0;
  for (const double each : sample) sum += (each - mean) * (each - mean);
  return sum / static_cast<double>(sample.size() - 1);
}

double mean_of(std::span<const double> sample) {
  if (sample.empty()) return 0;
  return std::accumulate(sample.begin(), sample.end(), 0.0) / static_cast<double>(sample.size());
}

double quantile_of_sorted(std::span<const double> sorted, double q) {
  if (sorted.empty()) return 0;
  const double at = q * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return std::lerp(sorted[below], sorted[above], at - static_cast<double>(below));
}

/// second − first for every pair, ascending.
std::vector<double> differences(std::span<const double> first, std::span<const double> second) {
  std::vector<double> all;
  all.reserve(first.size() * second.size());
  for (const double a : first) {
    for (const double b : second) all.push_back(b - a);
  }
  std::ranges::sort(all);
  return all;
}

/// The probabilities of the Mann-Whitney statistic U = 0, 1, … for samples of `m` and `n` from one distribution: the
/// coefficients of the Gaussian binomial (m+n choose m), as ∏ (1 − q^(n+i)) / (1 − q^i) over i = 1 … m.
std::vector<double> mann_whitney(std::size_t m, std::size_t n) {
  std::vector<double> ways(m * n + 1, 0.0);
  ways[0] = 1;
  for (std::size_t i = 1; i <= m; ++i) {
    for (std::size_t u = ways.size(); u-- > n + i;) ways[u] -= ways[u - n - i];
    for (std::size_t u = i; u < ways.size(); ++u) ways[u] += ways[u - i];
  }
  double all = 1;
  for (std::size_t i = 1; i <= m; ++i) all *= static_cast<double>(n + i) / static_cast<double>(i);
  for (double& each : ways) each /= all;
  return ways;
}

/// The smallest U whose cumulated probability reaches the tail: so many differences lie outside on each side, less one.
std::size_t lower_rank(std::size_t m, std::size_t n) {
  if (m > most_exact || n > most_exact) {
    const double pairs = static_cast<double>(m) * static_cast<double>(n);
    const double sigma = std::sqrt(pairs * static_cast<double>(m + n + 1) / 12);
    return static_cast<std::size_t>(std::max(0.0, pairs / 2 - normal_quantile * sigma));
  }
  const std::vector<double> probability = mann_whitney(m, n);
  double below = 0;
  std::size_t u = 0;
  while ((below += probability[u]) < tail) ++u;
  return u;
}

}  // namespace

spread spread_of(std::span<const double> sample) {
  if (sample.empty()) return {};
  std::vector<double> sorted(sample.begin(), sample.end());
  std::ranges::sort(sorted);
  const double mean = mean_of(sorted);
  return {
      .count = sorted.size(),
      .mean = mean,
      .deviation = std::sqrt(variance(sorted, mean)),
      .low = sorted.front(),
      .lower_quarter = quantile_of_sorted(sorted, 0.25),
      .median = quantile_of_sorted(sorted, 0.5),
      .upper_quarter = quantile_of_sorted(sorted, 0.75),
      .high = sorted.back(),
  };
}

double quantile(std::vector<double> sample, double q) {
  std::ranges::sort(sample);
  return quantile_of_sorted(sample, q);
}

interval wilson(std::uint64_t hits, std::uint64_t of, double confidence) {
  if (of == 0) return {0, 1};
  const double n = static_cast<double>(of);
  const double share = static_cast<double>(hits) / n;
  const double z = confidence == 0.95 ? normal_quantile : quantile_of_normal(confidence);
  const double z2 = z * z;
  const double centre = (share + z2 / (2 * n)) / (1 + z2 / n);
  const double half = z / (1 + z2 / n) * std::sqrt(share * (1 - share) / n + z2 / (4 * n * n));
  return {
      hits == 0 ? 0 : std::max(0.0, centre - half),
      hits == of ? 1 : std::min(1.0, centre + half)
  };
}

std::optional<interval> difference_of_means(
    std::span<const double> first,
    std::span<const double> second,
    double confidence
) {
  if (first.size() < 2 || second.size() < 2) return {};
  const double n = static_cast<double>(first.size()), m = static_cast<double>(second.size());
  const double a = variance(first, mean_of(first)) / n, b = variance(second, mean_of(second)) / m;
  if (a + b <= 0) return {};
  const double freedom = (a + b) * (a + b) / (a * a / (n - 1) + b * b / (m - 1));
  const boost::math::students_t law(freedom);
  const double half =
      boost::math::quantile(boost::math::complement(law, (1 - confidence) / 2)) * std::sqrt(a + b);
  const double difference = mean_of(second) - mean_of(first);
  return interval{difference - half, difference + half};
}

double shift(std::span<const double> first, std::span<const double> second) {
  return quantile_of_sorted(differences(first, second), 0.5);
}

std::optional<interval> interval_of_shift(
    std::span<const double> first,
    std::span<const double> second
) {
  if (first.empty() || second.empty()) return {};
  const std::size_t rank = lower_rank(first.size(), second.size());
  if (rank == 0) return {};
  const std::vector<double> sorted = differences(first, second);
  return interval{sorted[rank - 1], sorted[sorted.size() - rank]};
}

}  // namespace surgeline::report
