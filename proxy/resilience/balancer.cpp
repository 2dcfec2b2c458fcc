#include "surgeline/resilience/balancer.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <vector>

namespace surgeline::resilience {
namespace {

/// One of `many` equal parts of [0, 1).
std::uint32_t part(double draw, std::uint32_t many) {
  return std::min(static_cast<std::uint32_t>(draw * many), many - 1);
}

/// One of those that have the fewest.
std::uint32_t one_of_the_least(double draw, std::span<const std::uint32_t> open) {
  const std::uint32_t least = *std::ranges::min_element(open);
  const auto equals = static_cast<std::uint32_t>(std::ranges::count(open, least));
  std::size_t at = 0;
  for (std::uint32_t before = part(draw, equals); open[at] != least || before-- > 0;) ++at;
  return static_cast<std::uint32_t>(at);
}

/// The first is the draw's part; where in that part the draw lies says which of the others is the second.
std::uint32_t better_of_two(double draw, std::span<const std::uint32_t> open) {
  const auto many = static_cast<std::uint32_t>(open.size());
  if (many == 1) return 0;
  const std::uint32_t first = part(draw, many);
  const std::uint32_t other = part(draw * many - first, many - 1);
  const std::uint32_t second = other < first ? other : other + 1;
  return open[second] < open[first] ? second : first;
}

}  // namespace

std::uint32_t balancer::choose(double draw, std::span<const std::uint32_t> open) {
  switch (how_) {
    case balance::random:
      return part(draw, endpoints_);
    case balance::least_request:
      assert(open.size() == endpoints_);
      return one_of_the_least(draw, open);
    case balance::power_of_two:
      assert(open.size() == endpoints_);
      return better_of_two(draw, open);
    case balance::round_robin:
      break;
  }
  const std::uint32_t chosen = turn_;
  turn_ = (turn_ + 1) % endpoints_;
  return chosen;
}

std::uint32_t balancer::choose_among(
    std::span<const std::uint32_t> some,
    double draw,
    std::span<const std::uint32_t> open
) {
  if (how_ == balance::random) return some[part(draw, static_cast<std::uint32_t>(some.size()))];
  if (how_ == balance::round_robin) {
    const auto next = std::ranges::lower_bound(some, turn_);
    const std::uint32_t chosen = next == some.end() ? some.front() : *next;
    turn_ = (chosen + 1) % endpoints_;
    return chosen;
  }
  std::vector<std::uint32_t> theirs;
  theirs.reserve(some.size());
  for (const std::uint32_t one : some) theirs.push_back(open[one]);
  return some
      [how_ == balance::least_request ? one_of_the_least(draw, theirs)
                                      : better_of_two(draw, theirs)];
}

}  // namespace surgeline::resilience
