#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <functional>
#include <optional>
#include <queue>
#include <vector>

#include "surgeline/core/time.hpp"

namespace surgeline::model {

/// Jobs that are handed to workers for a time: who holds which, under which fencing token, and whose time has run out. A worker
/// with a heartbeat renews its lease as long as it is not stuck; without one a lease lasts once.
class lease_book {
 public:
  /// A job in the hands of a worker. Tokens of one job count from 1; only the last is valid.
  struct handing {
    std::uint64_t job = 0;
    std::uint32_t token = 0;
    bool operator==(const handing&) const = default;
  };
  /// What the end of a worker's job means.
  enum class effect : std::uint8_t {
    first,   ///< the job is done
    again,   ///< it had been done already: a double execution
    fenced,  ///< an outdated token: refused, so that nothing is done twice
  };

  lease_book(duration lease, std::optional<duration> heartbeat, bool fencing)
      : lease_(lease), heartbeat_(heartbeat), fencing_(fencing) {}

  /// A worker begins a job, for the first time or again; `job` is the caller's own number.
  handing hand_out(std::uint64_t job, time_point now);
  /// The worker is stuck, and renews no more; a lease that had no heartbeat goes on as it was.
  void stick(const handing& of, time_point now);
  /// It moves again, and renews at once, unless it is too late.
  void unstick(const handing& of, time_point now);
  /// The worker has come to an end.
  effect finish(const handing& of);
  /// The worker is gone, and its job with it: its lease runs out.
  void lose(const handing& of, time_point now);

  /// When the next lease runs out; `never` while all are renewed.
  time_point next_due();
  /// A job whose lease has run out by `now`: to be handed out again; empty when there is none (left).
  std::optional<std::uint64_t> take_expired(time_point now);

 private:
  struct entry {
    std::uint32_t token = 0;
    std::uint32_t holders = 0;  ///< workers that have it, rightly or not
    time_point since{};         ///< of the last token
    time_point until = never;
    bool done = false;
  };
  struct alarm {
    time_point due;
    handing of;
    bool operator>(const alarm& other) const {
      return due != other.due ? due > other.due : of.job > other.of.job;
    }
  };

  entry* valid(const handing& of);
  void expire_at(time_point until, entry& one, const handing& of);
  void let_go(const handing& of);
  bool is_due(const alarm& one) const;

  duration lease_;
  std::optional<duration> heartbeat_;
  bool fencing_;
  boost::unordered_flat_map<std::uint64_t, entry> jobs_;
  std::priority_queue<alarm, std::vector<alarm>, std::greater<>> alarms_;
};

}  // namespace surgeline::model
