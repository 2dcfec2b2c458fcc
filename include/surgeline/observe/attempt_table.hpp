#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "surgeline/core/time.hpp"
#include "surgeline/observe/attempt.hpp"
#include "surgeline/observe/bounded_map.hpp"
#include "surgeline/observe/identity.hpp"
#include "surgeline/observe/logical_request.hpp"
#include "surgeline/observe/outcome.hpp"
#include "surgeline/observe/settled_memory.hpp"

namespace surgeline::observe {

/// Groups attempts into logical requests. Attempts of one exact id share one; of those that only look alike, an attempt
/// continues the one that has waited longest since it failed, and is a logical request of its own while none has.
///
/// It is told the time, locks nothing, and allocates nothing after its construction, but for the list of what was settled,
/// which is the caller's. Every call does bounded work.
class attempt_table {
 public:
  /// Follows up to `capacity` logical requests; one that failed may be tried again for a `window` after its last attempt. A
  /// quarter as many, those that were settled last, are remembered for as long: a late attempt at them is no new one.
  attempt_table(std::size_t capacity, duration window);

  /// An attempt begins. `route` is what its logical request is counted for: the same id on two routes is two of them. A
  /// fingerprint resolves at the end of the body; `now` is nevertheless when the head came.
  attempt begin(
      const identity& who,
      std::uint32_t route,
      time_point now,
      std::vector<logical_request>& settled
  );
  /// It ends; once for each that began.
  void end(
      const attempt& one,
      outcome became,
      time_point now,
      std::vector<logical_request>& settled
  );
  /// Settles what has failed and was not tried again in the window, the oldest first; looks at `most` of them. `begin`
  /// looks at two by itself: a caller needs this only where nothing begins.
  void sweep(time_point now, std::size_t most, std::vector<logical_request>& settled);

  /// Logical requests that it follows: somebody tries, or may try again.
  std::size_t size() const { return known_.size(); }
  /// What was settled before its time, or never followed, for want of room.
  std::uint64_t losses() const { return losses_; }

 private:
  /// A logical request: one that attempts share while they are open, or one of many that are alike, between attempts.
  struct entry {
    time_point first_began{}, ended{};
    std::uint32_t route = 0;
    std::uint32_t attempts = 0;
    std::uint32_t ordinal = 0;  // the highest so far
    std::uint32_t most = 0;
    std::uint32_t open = 0;
    outcome last = outcome::ok;
    observe::evidence evidence = evidence::none;
    bool is_settled = false;

    bool is_exhausted() const { return most != 0 && ordinal >= most; }
    logical_request failure() const;
  };
  using map = bounded_map<entry>;
  using list = std::vector<logical_request>;

  bool is_over(time_point ended, time_point now) const { return now - ended >= window_; }
  bool is_stale(map::slot one, time_point now) const;
  map::slot look_up(std::uint64_t key, time_point now, list& settled);
  void begin_exact(attempt& one, const identity& who, list& settled);
  entry settled_or_new(const attempt& one);
  void begin_alike(attempt& one, const identity& who, list& settled);
  void end_exact(const attempt& one, outcome became, time_point now, list& settled);
  void end_alone(const attempt& one, outcome became, time_point now, list& settled);
  map::slot follow(std::uint64_t key, const entry& what, list& settled);
  void forget(map::slot one, list& settled);

  map known_;  // those that nobody tries wait in line
  settled_memory settled_;
  duration window_;
  std::uint64_t losses_ = 0;
};

}  // namespace surgeline::observe
