#include "surgeline/traffic/observatory.hpp"

#include <algorithm>
#include <bit>

namespace surgeline::traffic {
namespace {

/// Settled at a look: what is left waits for the next.
constexpr std::size_t settled_at_once = 4096;
/// So many for each worker, when there are several, that two hardly ever want the same.
constexpr std::size_t shards_per_worker = 8;

}  // namespace

observatory::observatory(std::size_t capacity, duration window, std::size_t workers) {
  const std::size_t shards = workers == 1 ? 1 : std::bit_ceil(workers * shards_per_worker);
  const std::size_t each = std::max<std::size_t>(capacity / shards, 1);
  for (std::size_t i = 0; i < shards; ++i) shards_.emplace_back(each, window);
}

observe::attempt observatory::begin(
    const observe::identity& who,
    std::size_t route,
    time_point now,
    settled_requests& settled
) {
  shard& mine = of(who);
  const std::scoped_lock lock(mine.one_at_a_time);
  return mine.table.begin(who, static_cast<std::uint32_t>(route), now, settled);
}

void observatory::end(
    const observe::identity& who,
    const observe::attempt& one,
    observe::outcome became,
    time_point now,
    settled_requests& settled
) {
  shard& mine = of(who);
  const std::scoped_lock lock(mine.one_at_a_time);
  mine.table.end(one, became, now, settled);
}

void observatory::sweep(
    std::size_t worker,
    std::size_t workers,
    time_point now,
    settled_requests& settled
) {
  for (std::size_t i = worker; i < shards_.size(); i += workers) {
    const std::scoped_lock lock(shards_[i].one_at_a_time);
    shards_[i].table.sweep(now, settled_at_once / shards_.size(), settled);
  }
}

std::uint64_t observatory::losses() const {
  std::uint64_t sum = 0;
  for (const shard& one : shards_) {
    const std::scoped_lock lock(one.one_at_a_time);
    sum += one.table.losses();
  }
  return sum;
}

}  // namespace surgeline::traffic
