#include "surgeline/model/arrivals.hpp"

#include <algorithm>
#include <cmath>

namespace surgeline::model {

arrivals::arrivals(const scenario::load& what, chance dice)
    : what_(what), dice_(dice), name_(hash_of("load." + what.id + ".arrival")) {
  next_ = following(time_point{});
}

void arrivals::scale(double factor, time_point now) {
  factor_ = factor;
  if (next_ > now) next_ = following(now);
}

time_point arrivals::following(time_point from) {
  constexpr duration step = std::chrono::milliseconds{1};
  const double draw = dice_.draw(name_, 0, drawn_++);
  double demand = what_.arrival == scenario::arrival::poisson ? -std::log1p(-draw) : 1.0;
  const auto& points = what_.rate.points();
  const auto rate_at = [this](time_point at) {
    return what_.rate.at(at.time_since_epoch()).per_second * factor_;
  };
  time_point at = from;
  if (!points.empty()) {
    const time_point flat = time_point{points.back().at};
    for (; at < flat; at += step) {
      const double here = rate_at(at + step / 2) * seconds(step);
      if (here > 0 && here >= demand) return at + from_seconds(seconds(step) * demand / here);
      demand -= here;
    }
  }
  const double rate = rate_at(at);
  return rate > 0 ? after(at, from_seconds(demand / rate)) : never;
}

}  // namespace surgeline::model
