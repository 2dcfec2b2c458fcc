#include "surgeline/report/significance.hpp"

#include <algorithm>
#include <boost/math/distributions/hypergeometric.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>
#include <numeric>

namespace surgeline::report {
namespace {

constexpr std::size_t fewest_in_time = 10, fewest_batches = 5, most_batches = 20;
/// Half of a 95 % interval of a normal law, in standard deviations.
constexpr double half_of_interval = 1.959963984540054;
/// Degrees of freedom from which on Student's law is the normal one.
constexpr double as_normal = 1e6;

/// Neighbours that are more alike than this are taken to be as alike as this.
constexpr double most_alike = 0.9;

struct moments {
  double mean = 0, variance = 0, count = 0;
};

moments moments_of(const spread& of) {
  return {of.mean, of.deviation * of.deviation, static_cast<double>(of.count)};
}

moments moments_of(std::span<const double> sample) { return moments_of(spread_of(sample)); }

/// Of √n batches, as many as there may be, the means.
std::vector<double> batch_means(std::span<const double> values) {
  const auto root = static_cast<std::size_t>(std::sqrt(static_cast<double>(values.size())));
  const std::size_t batches = std::clamp(root, fewest_batches, most_batches);
  std::vector<double> means;
  for (std::size_t i = 0; i < batches; ++i) {
    const std::size_t from = values.size() * i / batches, to = values.size() * (i + 1) / batches;
    means.push_back(moments_of(values.subspan(from, to - from)).mean);
  }
  return means;
}

/// The correlation of each value with the next, without its bias; never below zero.
double likeness_of_neighbours(const std::vector<double>& values) {
  const moments of = moments_of(values);
  double products = 0;
  for (std::size_t i = 0; i + 1 < values.size(); ++i)
    products += (values[i] - of.mean) * (values[i + 1] - of.mean);
  const double squares = of.variance * (of.count - 1);
  if (squares <= 0) return 0;
  return std::clamp(products / squares + 1 / of.count, 0.0, most_alike);
}

/// A single value beside several others.
std::optional<mean_difference> as_one_more(const moments& one, const moments& others, double sign) {
  if (others.count < 3) return {};
  return mean_difference{
      .difference = sign * (others.mean - one.mean),
      .error = std::sqrt(others.variance * (1 + 1 / others.count)),
      .freedom = others.count - 1,
      .count = static_cast<std::size_t>(others.count) + 1
  };
}

}  // namespace

double mean_difference::p() const {
  if (error <= 0) return difference == 0 ? 1 : 0;
  const boost::math::students_t law(freedom);
  return 2 * boost::math::cdf(boost::math::complement(law, std::abs(difference) / error));
}

interval mean_difference::within(double confidence) const {
  if (error <= 0) return {difference, difference};
  const boost::math::students_t law(freedom);
  const double half =
      error * boost::math::quantile(boost::math::complement(law, (1 - confidence) / 2));
  return {difference - half, difference + half};
}

std::optional<mean_difference> compare_means(
    std::span<const double> first,
    std::span<const double> second
) {
  return compare_means(spread_of(first), spread_of(second));
}

std::optional<mean_difference> compare_means(const spread& first, const spread& second) {
  const moments a = moments_of(first), b = moments_of(second);
  if (a.count == 1 && b.count != 1) return as_one_more(a, b, 1);
  if (b.count == 1 && a.count != 1) return as_one_more(b, a, -1);
  if (a.count < 2 || b.count < 2) return {};
  const double of_a = a.variance / a.count, of_b = b.variance / b.count, all = of_a + of_b;
  mean_difference made{
      .difference = b.mean - a.mean,
      .error = std::sqrt(all),
      .freedom = a.count + b.count - 2,
      .count = first.count + second.count
  };
  if (all > 0)
    made.freedom = all * all / (of_a * of_a / (a.count - 1) + of_b * of_b / (b.count - 1));
  return made;
}

std::optional<mean_difference> mean_in_time(std::span<const double> values) {
  if (values.size() < fewest_in_time) return {};
  const std::vector<double> means = batch_means(values);
  const moments of = moments_of(means);
  return mean_difference{
      .difference = moments_of(values).mean,
      .error = std::sqrt(of.variance / of.count),
      .freedom = of.count - 1,
      .count = means.size()
  };
}

std::optional<mean_difference> level_in_time(std::span<const double> values) {
  auto made = mean_in_time(values);
  if (!made) return {};
  const double likeness = likeness_of_neighbours(batch_means(values));
  const double worth = (1 - likeness) / (1 + likeness);
  made->error /= std::sqrt(worth);
  made->freedom = std::max(1.0, made->freedom * worth);
  return made;
}

mean_difference compare_estimates(
    double first,
    const interval& of_first,
    double second,
    const interval& of_second
) {
  const auto error = [](const interval& of) { return (of.high - of.low) / 2 / half_of_interval; };
  return {
      .difference = second - first,
      .error = std::hypot(error(of_first), error(of_second)),
      .freedom = as_normal,
      .count = 2
  };
}

double fisher_exact(
    std::size_t hits,
    std::size_t of,
    std::size_t other_hits,
    std::size_t of_other
) {
  const auto all_hits = static_cast<unsigned>(hits + other_hits);
  const auto drawn = static_cast<unsigned>(of), all = static_cast<unsigned>(of + of_other);
  if (of == 0 || of_other == 0 || all_hits == 0 || all_hits == all) return 1;
  const boost::math::hypergeometric law(all_hits, drawn, all);
  const unsigned least = all_hits + drawn > all ? all_hits + drawn - all : 0;
  const unsigned most = std::min(all_hits, drawn);
  const double seen = boost::math::pdf(law, static_cast<unsigned>(hits));
  double as_uneven = 0;
  for (unsigned i = least; i <= most; ++i) {
    const double here = boost::math::pdf(law, i);
    if (here <= seen * (1 + 1e-7)) as_uneven += here;
  }
  return std::min(1.0, as_uneven);
}

std::vector<corrected> corrected_for_many(std::span<const double> p, double level) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t each) { return p[each]; });
  std::vector<corrected> made(p.size());
  double adjusted = 0, left = 1;
  bool rejects = true;
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    corrected& one = made[order[rank]];
    if (rejects) left = static_cast<double>(p.size() - rank);
    const double here = p[order[rank]] * static_cast<double>(p.size() - rank);
    adjusted = std::max(adjusted, std::min(1.0, here));
    one.p = adjusted;
    rejects = rejects && adjusted < level;
    one.rejected = rejects;
    one.confidence = 1 - level / left;
  }
  return made;
}

}  // namespace surgeline::report
