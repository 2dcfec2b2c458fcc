#include "surgeline/model/fault_fronts.hpp"

#include <algorithm>
#include <utility>

namespace surgeline::model {

void fault_fronts::arm(std::vector<scenario::placed_fault> faults, time_point at, land& below) {
  const auto goes_on = [&](const front& one) {
    return std::ranges::any_of(faults, [&](const scenario::placed_fault& each) {
      return each.slot == one.what.slot && each.since == one.what.since;
    });
  };
  for (front& one : fronts_) {
    if (goes_on(one)) continue;
    for (cloud& each : one.clouds) {
      if (each.is_over) go(one, each, at, below);
    }
  }
  std::erase_if(fronts_, [&](const front& one) { return !goes_on(one); });
  for (scenario::placed_fault& next : faults) {
    const bool is_known =
        std::ranges::any_of(fronts_, [&](const front& one) { return one.what.slot == next.slot; });
    if (is_known) continue;
    front& one = fronts_.emplace_back(made_of(std::move(next), at));
    for (cloud& each : one.clouds) move(one, each, at, below);
  }
  look_ahead();
}

fault_fronts::front fault_fronts::made_of(scenario::placed_fault what, time_point at) {
  front made{.what = std::move(what), .over_since = at};
  for (std::size_t i = 0; i < made.what.instances.size(); ++i) {
    cloud one{.instance = made.what.instances[i], .begins = made.what.since};
    if (const auto& windows = made.what.windows) {
      const auto number = static_cast<duration::rep>(i);
      if (windows->sync.stagger) one.begins = after(one.begins, *windows->sync.stagger * number);
      const std::uint64_t name =
          windows->sync.independent ? mix(windows->name, one.instance + 1) : windows->name;
      one.walk.emplace_back(windows->by, dice_, name);
    }
    made.clouds.push_back(std::move(one));
  }
  return made;
}

void fault_fronts::advance(time_point at, land& below) {
  if (at < next_change_) return;
  for (front& one : fronts_) {
    for (cloud& each : one.clouds) move(one, each, at, below);
  }
  look_ahead();
}

void fault_fronts::move(front& one, cloud& each, time_point at, land& below) {
  bool over = true;
  if (!each.walk.empty()) {
    if (at < each.begins) return;
    each.walk.front().advance(at - each.begins);
    over = each.walk.front().open_since().has_value();
  }
  if (over && !each.is_over) come(one, each, at, below);
  if (!over && each.is_over) go(one, each, at, below);
}

void fault_fronts::come(front& one, cloud& each, time_point at, land& below) {
  const bool is_first =
      std::ranges::none_of(one.clouds, [](const cloud& other) { return other.is_over; });
  each.is_over = true;
  if (is_first) one.over_since = at;
  fault::tally& seen = book_.of(one.what.slot);
  if (is_first || one.what.windows) {
    ++seen.evaluated;
    ++seen.selected;
    ++seen.injected;
  }
  below.begins(one.what, each.instance, at, seen);
}

void fault_fronts::go(front& one, cloud& each, time_point at, land& below) {
  each.is_over = false;
  const bool is_last =
      std::ranges::none_of(one.clouds, [](const cloud& other) { return other.is_over; });
  fault::tally& seen = book_.of(one.what.slot);
  if (is_last) {
    const duration lasted = at - one.over_since;
    seen.measured_seconds += seconds(lasted);
    seen.longest = std::max(seen.longest, lasted);
  }
  below.ends(one.what, each.instance, at, seen);
}

time_point fault_fronts::change_of(const cloud& each) {
  if (each.walk.empty()) return never;
  return std::max(each.begins, after(each.begins, each.walk.front().next_change()));
}

void fault_fronts::look_ahead() {
  next_change_ = never;
  for (const front& one : fronts_) {
    for (const cloud& each : one.clouds) next_change_ = std::min(next_change_, change_of(each));
  }
}

}  // namespace surgeline::model
