#include "bench/exact/laws.hpp"

#include <boost/math/distributions/exponential.hpp>
#include <boost/math/distributions/lognormal.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/pareto.hpp>
#include <boost/math/distributions/weibull.hpp>
#include <boost/math/tools/roots.hpp>
#include <cmath>
#include <limits>

namespace surgeline::bench {
namespace {

using namespace std::chrono_literals;
namespace math = boost::math;
using dist = distribution;

constexpr double infinity = std::numeric_limits<double>::infinity();

/// The quantile of a law that is cut to what lies between `low` and `high`.
template <class Law>
std::function<double(double)> cut(Law whole, double low, double high) {
  return [=](double share) {
    const double below = cdf(whole, low);
    const double above = std::isinf(high) ? 1 : cdf(whole, high);
    return math::quantile(whole, below + share * (above - below));
  };
}

/// Straight lines between these points.
double between(const std::vector<std::pair<double, double>>& points, double share) {
  for (std::size_t i = 1; i < points.size(); ++i) {
    const auto& [from, low] = points[i - 1];
    const auto& [to, high] = points[i];
    if (share <= to) return low + (high - low) * (share - from) / (to - from);
  }
  return points.back().second;
}

/// Three in four as a fast cache answers, one in four as a slow disk does; the two overlap.
law mixture() {
  const math::normal fast(20, 4);
  const math::exponential slow(1.0 / 40);
  const auto share_below = [=](double x) { return 0.75 * cdf(fast, x) + 0.25 * cdf(slow, x); };
  return {
      "mixture",
      dist::mixture_law{
          {{0.75, dist::normal_law{20ms, 4ms, duration{}}}, {0.25, dist::exponential_law{40ms}}}
      },
      [=](double share) {
        const auto [low, high] = math::tools::bisect(
            [&](double x) { return share_below(x) - share; },
            0.0,
            1e4,
            math::tools::eps_tolerance<double>(40)
        );
        return (low + high) / 2;
      }
  };
}

}  // namespace

std::vector<law> laws() {
  const double sigma = std::log(150.0 / 20) / quantile(math::normal(), 0.99);
  return {
      {"fixed", dist::fixed(30ms), [](double) { return 30.0; }},
      {"uniform", dist::uniform(10ms, 50ms), [](double share) { return 10 + 40 * share; }},
      {"normal", dist::normal_law{30ms, 8ms, 10ms, 45ms}, cut(math::normal(30, 8), 10, 45)},
      {"lognormal",
       dist::lognormal_law{20ms, 150ms, 400ms},
       cut(math::lognormal(std::log(20), sigma), 0, 400)},
      {"exponential", dist::exponential_law{30ms}, cut(math::exponential(1.0 / 30), 0, infinity)},
      {"pareto", dist::pareto_law{10ms, 1.5, 500ms}, cut(math::pareto(10, 1.5), 10, 500)},
      {"weibull", dist::weibull_law{25ms, 0.7, 400ms}, cut(math::weibull(0.7, 25), 0, 400)},
      {"empirical",
       dist::empirical_law{{{0.0, 5ms}, {0.5, 20ms}, {0.9, 60ms}, {0.99, 100ms}}, 150ms},
       [](double share) {
         return between({{0, 5}, {0.5, 20}, {0.9, 60}, {0.99, 100}, {1, 150}}, share);
       }},
      mixture(),
  };
}

}  // namespace surgeline::bench
