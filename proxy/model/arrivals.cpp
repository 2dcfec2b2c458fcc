#include "surgeline/model/arrivals.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace surgeline::model {

arrivals::arrivals(const scenario::load& what, chance dice, std::vector<stretch> stages)
    : what_(what),
      stages_(std::move(stages)),
      dice_(dice),
      name_(hash_of("load." + what.id + ".arrival")) {
  next_ = following(time_point{});
}

stretch arrivals::holding(time_point at) const {
  for (const stretch& one : stages_) {
    if (at < one.from) return {.until = one.from, .rate_then = what_.rate};
    if (at < one.until) return one;
  }
  return {.rate_then = what_.rate};
}

void arrivals::scale(double factor, time_point now) {
  factor_ = factor;
  if (next_ <= now) return;
  if (what_.trace) {
    const auto& all = what_.trace->offsets();
    const auto first = std::ranges::upper_bound(all, now.time_since_epoch());
    traced_ = static_cast<std::size_t>(first - all.begin());
    credit_ = 0;
  }
  next_ = following(now);
}

time_point arrivals::following_of(const scenario::arrival_trace& trace) {
  constexpr double whole = 1 - 1e-9;  // ten times a tenth
  const auto& all = trace.offsets();
  while (traced_ < all.size()) {
    const time_point due{all[traced_++]};
    credit_ += factor_;
    if (credit_ < whole) continue;
    credit_ -= 1;
    return due;
  }
  return never;
}

time_point arrivals::following(time_point from) {
  if (what_.trace) return following_of(*what_.trace);
  constexpr duration step = std::chrono::milliseconds{1};
  const double draw = dice_.draw(name_, 0, drawn_++);
  double demand = what_.arrival == scenario::arrival::poisson ? -std::log1p(-draw) : 1.0;
  for (time_point at = from;;) {
    const stretch now = holding(at);
    const auto rate_at = [&](time_point when) {
      return now.rate_then.at(when - now.from).per_second * factor_;
    };
    const auto& points = now.rate_then.points();
    const time_point flat = points.empty() ? at : now.from + points.back().at;
    for (; at < std::min(flat, now.until); at += step) {
      const double here = rate_at(at + step / 2) * seconds(step);
      if (here > 0 && here >= demand) return at + from_seconds(seconds(step) * demand / here);
      demand -= here;
    }
    const double rate = rate_at(at);
    const time_point due = rate > 0 ? after(at, from_seconds(demand / rate)) : never;
    if (due < now.until || now.until == never) return due;
    demand -= std::max(0.0, rate * seconds(now.until - at));
    at = std::max(at, now.until);
  }
}

}  // namespace surgeline::model
