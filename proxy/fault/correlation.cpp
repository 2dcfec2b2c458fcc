#include "surgeline/fault/correlation.hpp"

#include <cmath>

#include "purposes.hpp"
#include "surgeline/fault/effect.hpp"

namespace surgeline::fault {
namespace {

/// A course is drawn in blocks of so many cycles, each of which begins by the long-run share: nobody has to follow it from
/// its beginning, months ago perhaps, and one stretch in some five hundred ends with its block.
constexpr double cycles_in_block = 256;

duration block_length(const correlation& of) {
  return from_seconds((seconds(of.mean_good) + seconds(of.mean_bad)) * cycles_in_block);
}

}  // namespace

bool weather::is_bad(
    const correlation& by,
    const chance& dice,
    std::uint64_t name,
    std::uint64_t key,
    duration elapsed
) {
  const duration length = block_length(by);
  const auto block = elapsed / length;
  if (elapsed < from_ || from_ / length != block) {
    *this = {};
    from_ = until_ = block * length;
  }
  if (block > 0) key = mix(key, static_cast<std::uint64_t>(block));
  while (step_ == 0 || elapsed >= until_) {
    bad_ = step_ == 0 ? dice.draw(name, key, 0) < by.bad_share() : !bad_;
    from_ = until_;
    ++step_;
    const double mean = seconds(bad_ ? by.mean_bad : by.mean_good);
    const duration lasts = from_seconds(-std::log1p(-dice.draw(name, key, step_)) * mean);
    until_ = together(from_, lasts);
  }
  return bad_;
}

std::uint64_t course_of(std::string_view fault) { return mix(hash_of(fault), changing); }

std::optional<bool> is_bad_for_everybody(
    const correlation& by,
    const chance& dice,
    std::string_view fault,
    duration elapsed,
    weather& place
) {
  if (by.scope != correlation_scope::proxy) return {};
  return place.is_bad(by, dice, course_of(fault), everybody, elapsed);
}

}  // namespace surgeline::fault
