#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <vector>

#include "surgeline/observe/attempt_table.hpp"
#include "surgeline/traffic/short_lock.hpp"

namespace surgeline::traffic {

/// The attempts that all workers of one proxy see: attempts at one logical request may come in on any of them. Split by id, so
/// that workers seldom wait for each other.
class observatory {
 public:
  /// Follows up to `capacity` logical requests, each for a `window` after its last attempt.
  observatory(std::size_t capacity, duration window, std::size_t workers);

  using settled_requests = std::vector<observe::logical_request>;
  observe::attempt begin(
      const observe::identity& who,
      std::size_t route,
      time_point now,
      settled_requests& settled
  );
  void end(
      const observe::identity& who,
      const observe::attempt& one,
      observe::outcome became,
      time_point now,
      settled_requests& settled
  );
  /// Settles what has waited too long, in the shards of one of so many workers.
  void sweep(std::size_t worker, std::size_t workers, time_point now, settled_requests& settled);
  /// Logical requests that could not be followed for want of room.
  std::uint64_t losses() const;

 private:
  struct shard {
    mutable short_lock one_at_a_time;
    observe::attempt_table table;
    shard(std::size_t capacity, duration window) : table(capacity, window) {}
  };
  shard& of(const observe::identity& who) { return shards_[who.id & (shards_.size() - 1)]; }

  std::deque<shard> shards_;
};

}  // namespace surgeline::traffic
