#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace surgeline::scenario {

/// The runs at one value of what is varied, and what became of them.
struct trial {
  double at = 0;
  std::uint32_t tipped = 0;
  std::uint32_t held = 0;
  std::uint32_t silent = 0;  ///< said nothing: inconclusive, or aborted

  std::uint32_t spoke() const { return tipped + held; }
  /// True when at least half of those that spoke have tipped.
  bool tips() const { return tipped > 0 && tipped >= held; }
  bool operator==(const trial&) const = default;
};

/// Where half of the runs tip.
struct tipping_value {
  double at = 0;
  double low = 0, high = 0;  ///< its interval
  double steepness =
      0;  ///< of the curve there, per unit of the value; so large that it is a step where nothing overlaps
};

/// Fits P(tip) = 1/(1 + exp(−steepness·(x − at))) with steepness ≥ 0 to trials, by maximum likelihood; where several
/// values are as likely, `at` is the middle of them. The interval is the profile likelihood's (Wilks 1938) for a chance of 95 %, within
/// [low, high]. Empty when all have tipped, or none has.
std::optional<tipping_value> fit_tipping(std::span<const trial> all, double low, double high);

}  // namespace surgeline::scenario
