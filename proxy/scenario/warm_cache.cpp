#include "surgeline/scenario/warm_cache.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace surgeline::scenario {
namespace {

/// So many of the most wanted keys are counted one by one; those behind them in groups, each a hundredth wider than the last.
constexpr double counted_alone = 1000, wider = 1.01;
/// Halvings of a range of logarithms, after which nothing changes any more.
constexpr int bisections = 60;

/// Keys that are wanted about as much.
struct keys_alike {
  double count = 0;
  double wanted = 0;  // the probability of each of them
};

std::vector<keys_alike> popularity(const cache_terms& of) {
  std::vector<keys_alike> all;
  double sum = 0;
  for (double first = 1; first <= of.keys;) {
    const double next =
        std::min(of.keys + 1.0, first < counted_alone ? first + 1 : std::ceil(first * wider));
    const double count = next - first;
    all.push_back({count, std::pow((first + next - 1) / 2, -of.zipf)});
    sum += count * all.back().wanted;
    first = next;
  }
  for (keys_alike& one : all) one.wanted /= sum;
  return all;
}

}  // namespace

std::optional<double> warm_hits(const cache_terms& of) {
  if (of.ttl) return {};
  if (!of.size || *of.size >= of.keys) return 1;
  const auto all = popularity(of);
  const auto sum = [&](double time, auto part) {
    double total = 0;
    for (const keys_alike& one : all)
      total += one.count * part(one.wanted) * -std::expm1(-one.wanted * time);
    return total;
  };
  double low = 0, high = std::log(1e18);
  for (int i = 0; i < bisections; ++i) {
    const double middle = (low + high) / 2;
    const double there = sum(std::exp(middle), [](double) { return 1.0; });
    (there < *of.size ? low : high) = middle;
  }
  return std::min(1.0, sum(std::exp(low), [](double wanted) { return wanted; }));
}

file warmed(const file& from) {
  file made = from;
  for (service& one : made.services) {
    if (one.role != role::cache) continue;
    const double misses = 1 - warm_hits(one.cache).value_or(0);
    for (service_call& call : one.calls) call.share.part *= misses;
  }
  return made;
}

}  // namespace surgeline::scenario
