#include "surgeline/resilience/rolling.hpp"

namespace surgeline::resilience {

void rolling::add(time_point now, double first, double second) {
  const std::int64_t number = number_of(now);
  one& into = kept_[static_cast<std::size_t>(number) % kept_.size()];
  if (into.number != number) into = {number, {}};
  into.counted.first += first;
  into.counted.second += second;
}

rolling::sums rolling::of(time_point now, std::int64_t tenths) const {
  const std::int64_t number = number_of(now);
  sums all;
  for (const one& each : kept_) {
    if (each.number < 0 || each.number <= number - tenths) continue;
    all.first += each.counted.first;
    all.second += each.counted.second;
  }
  return all;
}

}  // namespace surgeline::resilience
