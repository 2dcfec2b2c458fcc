#pragma once

#include <cmath>
#include <cstdint>
#include <functional>
#include <string_view>

#include "surgeline/core/chance.hpp"
#include "surgeline/scenario/margin_search.hpp"

/// Systems that are made up: how likely each value tips them.
namespace surgeline::scenario::tipping {

using likelihood = std::function<double(double)>;

/// Tips at this value and above, always.
inline likelihood step(double at) {
  return [at](double value) { return value >= at ? 1.0 : 0.0; };
}

/// Tips the more likely the larger the value is, by the logarithm: half of the time at `at`, 12 % at a factor of exp(−2·spread).
inline likelihood logistic(double at, double spread) {
  return [=](double value) { return 1 / (1 + std::exp(-std::log(value / at) / spread)); };
}

/// How many of `repeat` runs tip; the runs of one search all have draws of their own.
inline std::uint32_t runs(
    const likelihood& of,
    double at,
    std::uint32_t repeat,
    std::uint64_t seed,
    std::uint64_t& index
) {
  std::uint32_t tipped = 0;
  for (std::uint32_t i = 0; i < repeat; ++i)
    tipped += chance{seed}.draw(hash_of("tips"), 0, index++) < of(at) ? 1 : 0;
  return tipped;
}

/// What a search finds out about such a system.
inline found_margin searched(
    const margin_range& range,
    const likelihood& of,
    std::uint64_t seed = 1
) {
  margin_search search(range);
  std::uint64_t index = 0;
  while (const auto at = search.next()) {
    const std::uint32_t tipped = runs(of, *at, range.repeat, seed, index);
    search.add(tipped, range.repeat - tipped);
  }
  return search.result();
}

}  // namespace surgeline::scenario::tipping
