#include "surgeline/scenario/schedule.hpp"

#include <algorithm>

#include "surgeline/scenario/window_walk.hpp"

namespace surgeline::scenario {

void schedule::check(config::checker& in) const {
  in.exactly_one({"at", "every", "on", "poisson"});
  in.together({"on", "off"});
  const bool needs_length = at || every || poisson;
  if (needs_length && !lasting) {
    in.problem(
        "for",
        in.name() + " does not say how long a window is",
        "add `for`, such as \"5s\""
    );
  } else if (on && lasting) {
    in.problem("for", "`on` says already how long a window is", "remove `for`");
  }
  if (every) return;
  if (first != duration{}) in.problem("first", "`first` goes with `every`", "remove it");
  if (jitter != distribution{}) in.problem("jitter", "`jitter` goes with `every`", "remove it");
}

std::vector<window> schedule::windows(duration until, const chance& dice, std::uint64_t name)
    const {
  std::vector<window> all;
  window_walk walk(*this, dice, name);
  for (duration now{}; now < until; now = walk.next_change()) {
    walk.advance(now);
    const auto since = walk.open_since();
    if (!since) continue;
    if (all.empty() || all.back().from != *since) all.push_back({*since, {}});
    all.back().to = std::min(walk.next_change(), until);
  }
  return all;
}

}  // namespace surgeline::scenario
