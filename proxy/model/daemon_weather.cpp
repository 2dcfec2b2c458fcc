#include "surgeline/model/daemon_weather.hpp"

#include <algorithm>
#include <utility>

namespace surgeline::model {

using fault::daemon_crash;
using fault::daemon_slow;
using fault::daemon_stall;

void daemon_weather::arm(std::vector<scenario::daemon_fault> faults, time_point at, sky& under) {
  const auto goes_on = [&](const front& one) {
    return std::ranges::any_of(faults, [&](const scenario::daemon_fault& each) {
      return each.slot == one.what.slot && each.since == one.what.since;
    });
  };
  for (front& one : fronts_) {
    if (goes_on(one)) continue;
    for (cloud& each : one.clouds) {
      if (each.is_over) go(one, each, at, under);
    }
  }
  std::erase_if(fronts_, [&](const front& one) { return !goes_on(one); });
  for (scenario::daemon_fault& next : faults) {
    const bool is_known =
        std::ranges::any_of(fronts_, [&](const front& one) { return one.what.slot == next.slot; });
    if (is_known) continue;
    front& one = fronts_.emplace_back(made_of(std::move(next), at));
    for (cloud& each : one.clouds) move(one, each, at, under);
  }
  look_ahead();
}

daemon_weather::front daemon_weather::made_of(scenario::daemon_fault what, time_point at) {
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

void daemon_weather::advance(time_point at, sky& under) {
  if (at < next_change_) return;
  for (front& one : fronts_) {
    for (cloud& each : one.clouds) move(one, each, at, under);
  }
  look_ahead();
}

void daemon_weather::move(front& one, cloud& each, time_point at, sky& under) {
  bool over = true;
  if (!each.walk.empty()) {
    if (at < each.begins) return;
    each.walk.front().advance(at - each.begins);
    over = each.walk.front().open_since().has_value();
  }
  if (over && !each.is_over) come(one, each, at, under);
  if (!over && each.is_over) go(one, each, at, under);
}

void daemon_weather::come(front& one, cloud& each, time_point at, sky& under) {
  const bool is_first =
      std::ranges::none_of(one.clouds, [](const cloud& other) { return other.is_over; });
  each.is_over = true;
  if (is_first) one.over_since = at;
  if (is_first || one.what.windows) {
    fault::tally& seen = book_.of(one.what.slot);
    ++seen.evaluated;
    ++seen.selected;
    ++seen.injected;
  }
  ground& below = instances_[each.instance];
  if (std::holds_alternative<daemon_stall>(one.what.what) && below.stalls++ == 0)
    under.stall_begins(each.instance, at);
  if (std::holds_alternative<daemon_crash>(one.what.what) && below.crashes++ == 0)
    under.goes_down(each.instance, at);
}

void daemon_weather::go(front& one, cloud& each, time_point at, sky& under) {
  each.is_over = false;
  const bool is_last =
      std::ranges::none_of(one.clouds, [](const cloud& other) { return other.is_over; });
  fault::tally& seen = book_.of(one.what.slot);
  if (is_last) {
    const duration lasted = at - one.over_since;
    seen.measured_seconds += seconds(lasted);
    seen.longest = std::max(seen.longest, lasted);
  }
  ground& below = instances_[each.instance];
  if (std::holds_alternative<daemon_stall>(one.what.what) && --below.stalls == 0)
    seen.delayed += under.stall_ends(each.instance, at);
  if (const auto* crash = std::get_if<daemon_crash>(&one.what.what)) {
    if (const time_point warm = after(at, crash->cold); warm > below.cold_until) {
      below.cold_until = warm;
      below.cold_factor = crash->cold_factor;
    }
    if (--below.crashes == 0) under.comes_back(each.instance, at);
  }
}

double daemon_weather::factor(std::uint32_t instance, time_point at, bool is_health) const {
  const ground& below = instances_[instance];
  double all = at < below.cold_until ? below.cold_factor : 1;
  for (const front& one : fronts_) {
    const auto* slow = std::get_if<daemon_slow>(&one.what.what);
    if (slow == nullptr || (is_health && slow->spare_health)) continue;
    for (const cloud& each : one.clouds) {
      if (each.instance == instance && each.is_over) all *= slow->factor.at(at - one.what.first);
    }
  }
  return all;
}

bool daemon_weather::spares_health(std::uint32_t instance) const {
  return std::ranges::all_of(fronts_, [&](const front& one) {
    const auto* stall = std::get_if<daemon_stall>(&one.what.what);
    return stall == nullptr || stall->spare_health ||
           std::ranges::none_of(one.clouds, [&](const cloud& each) {
             return each.instance == instance && each.is_over;
           });
  });
}

time_point daemon_weather::change_of(const cloud& each) const {
  if (each.walk.empty()) return never;
  return std::max(each.begins, after(each.begins, each.walk.front().next_change()));
}

void daemon_weather::look_ahead() {
  next_change_ = never;
  for (const front& one : fronts_) {
    for (const cloud& each : one.clouds) next_change_ = std::min(next_change_, change_of(each));
  }
}

}  // namespace surgeline::model
