#include "surgeline/scenario/fault_windows.hpp"

#include <algorithm>

#include "surgeline/scenario/placed_fault.hpp"

namespace surgeline::scenario {
namespace {

/// The unbroken stretches of the phases that a fault is for, as far as it lives.
std::vector<span> stretches(const file& from, const fault& one) {
  std::vector<span> all;
  const duration longest = one.ttl.value_or(forever);
  time_point begin{};
  for (const phase& each : from.phases) {
    const time_point end = begin + each.length;
    if (one.is_in_force(each)) {
      if (!all.empty() && all.back().to == begin)
        all.back().to = end;
      else
        all.push_back({begin, end});
    }
    begin = end;
  }
  for (span& each : all) each.to = std::min(each.to, after(each.from, longest));
  return all;
}

/// The windows of a schedule in one stretch; each stretch draws its own.
std::vector<span> divided(
    const span& stretch,
    const scenario::schedule& by,
    const chance& dice,
    std::uint64_t name
) {
  std::vector<span> all;
  for (const auto& window : by.windows(stretch.to - stretch.from, dice, name))
    all.push_back({stretch.from + window.from, stretch.from + window.to});
  return all;
}

}  // namespace

std::uint64_t windows_name(const fault& of, std::size_t stretch) {
  return mix(hash_of("fault." + of.id + ".schedule"), stretch);
}

fault_windows::fault_windows(const file& from, std::uint64_t seed) {
  const chance dice{seed};
  for (const fault& one : from.faults) {
    std::vector<span> mine = stretches(from, one);
    if (one.schedule && has_common_windows(one)) {
      std::vector<span> windows;
      for (std::size_t i = 0; i < mine.size(); ++i)
        std::ranges::move(
            divided(mine[i], *one.schedule, dice, windows_name(one, i)),
            std::back_inserter(windows)
        );
      mine = std::move(windows);
    }
    by_slot_.push_back(std::move(mine));
  }
}

std::vector<std::uint32_t> fault_windows::in_force(time_point at) const {
  std::vector<std::uint32_t> slots;
  for (std::uint32_t slot = 0; slot < by_slot_.size(); ++slot) {
    const auto& mine = by_slot_[slot];
    const auto next = std::ranges::upper_bound(mine, at, {}, &span::from);
    if (next != mine.begin() && std::prev(next)->to > at) slots.push_back(slot);
  }
  return slots;
}

time_point fault_windows::next_change(time_point after) const {
  time_point next = never;
  for (const auto& mine : by_slot_) {
    const auto begins = std::ranges::upper_bound(mine, after, {}, &span::from);
    if (begins != mine.end()) next = std::min(next, begins->from);
    if (begins != mine.begin() && std::prev(begins)->to > after)
      next = std::min(next, std::prev(begins)->to);
  }
  return next;
}

std::vector<cut_window> cut_windows(const file& from, std::uint64_t seed) {
  std::vector<cut_window> all;
  const fault_windows windows(from, seed);
  for (std::uint32_t slot = 0; slot < from.faults.size(); ++slot) {
    const fault& one = from.faults[slot];
    const auto& by = one.schedule;
    if (!one.enabled || !by || !by->at || !by->lasting || !by->lasting->is_fixed()) continue;
    const duration wanted = std::min(by->lasting->mean({}), one.ttl.value_or(forever));
    duration left = wanted;
    for (const span& window : windows.of(slot)) left = std::min(left, window.to - window.from);
    if (left < wanted) all.push_back({slot, wanted, left});
  }
  return all;
}

}  // namespace surgeline::scenario
