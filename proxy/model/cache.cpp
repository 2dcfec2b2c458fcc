#include "surgeline/model/cache.hpp"

namespace surgeline::model {

bool cache::look_up(std::uint32_t key, time_point now) {
  auto& by_key = held_.get<1>();
  const auto found = by_key.find(key);
  if (found == by_key.end()) return false;
  if (found->until <= now) {
    by_key.erase(found);
    return false;
  }
  held_.relocate(held_.begin(), held_.project<0>(found));
  return true;
}

void cache::store(std::uint32_t key, time_point now) {
  auto& by_key = held_.get<1>();
  by_key.erase(key);
  if (held_.size() >= size_) held_.pop_back();
  held_.push_front({key, life_ ? after(now, *life_) : never});
}

std::size_t cache::flush(double share, chance dice, std::uint64_t name, std::uint64_t which) {
  const std::size_t before = held_.size();
  held_.remove_if([&](const entry& one) { return dice.draw(name, one.key, which) < share; });
  return before - held_.size();
}

}  // namespace surgeline::model
