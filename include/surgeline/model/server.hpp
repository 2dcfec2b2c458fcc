#pragma once

#include <algorithm>
#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <functional>
#include <optional>
#include <queue>
#include <string>
#include <utility>
#include <vector>

#include "surgeline/core/chance.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/measure/meter.hpp"
#include "surgeline/model/append_log.hpp"
#include "surgeline/model/cache.hpp"
#include "surgeline/model/job.hpp"
#include "surgeline/model/lease_book.hpp"
#include "surgeline/model/log_consumers.hpp"
#include "surgeline/model/zipf.hpp"
#include "surgeline/resilience/outcome.hpp"
#include "surgeline/resilience/queue.hpp"
#include "surgeline/scenario/topology.hpp"

namespace surgeline::model {

/// A service as decisions: all replicas, each with its slots and its queue. Told what arrives, what others have done and what
/// time it is, it says what is answered, what others are to do, and when it wants to be told the time again. The next step of
/// a job, and the next job of a slot, start at the ideal end of the one before, however late the wake-up was, so a slow timer
/// costs no capacity. Abandoned jobs are worked on all the same, unless the service cancels them.
class server {
 public:
  /// A job takes the steps in their order. Replicas start at time 0.
  server(const scenario::service& what, chance dice, std::vector<step> steps = {step{}});

  /// A job reaches a replica: it is taken to a slot, waits, or is refused at once.
  void arrive(std::uint32_t replica, const job& what, time_point now, surroundings& out);
  /// Ends what is due by `now`.
  void advance(time_point now, surroundings& out);
  /// An errand is over. After a bad end its job does without it, by the fallback of the call, or is answered at once, as
  /// failed.
  void done(std::uint64_t ticket, resilience::outcome how, time_point now, surroundings& out);
  /// Nobody waits any more for what an origin asked with this attempt, or for anything that it asked.
  void leave(std::uint64_t origin, std::uint64_t attempt, time_point now, surroundings& out);
  void leave(std::uint64_t origin, time_point now, surroundings& out);

  /// A replica does nothing until it goes on: what it works on takes so much longer, and who comes waits.
  void stall(std::uint32_t replica, time_point now, surroundings& out);
  void resume(std::uint32_t replica, time_point now, surroundings& out);
  /// A replica loses all its jobs, of which nobody is told: whoever carries them breaks the connections. Until it is
  /// started again who comes is told `reset`. Gives how many were lost.
  std::size_t crash(std::uint32_t replica, time_point now, surroundings& out);
  /// It takes jobs in, and begins none before it has been up for `cold`.
  void start(std::uint32_t replica, duration cold, time_point now);
  /// Jobs that begin from now on take so many times longer.
  void slow(std::uint32_t index, double factor) { replicas_[index].slowness = factor; }

  bool is_up(std::uint32_t index) const { return replicas_[index].up; }

  /// A cache forgets a share of its keys; `which` flush of the run it is, from 0, chooses them. Gives how many.
  std::size_t flush(std::uint32_t replica, double share, std::uint64_t which);

  /// The ideal end of the next work; `never` when there is none.
  time_point next_due() {
    time_point due = alarms_.empty() ? never : alarms_.top().due;
    if (leases_) due = std::min(due, leases_->next_due());
    return consumers_ ? std::min(due, consumers_->next_due()) : due;
  }

  /// Where it counts.
  measure::meter& numbers() { return numbers_; }

 private:
  struct waiting {
    job what;
    time_point arrived;
    std::uint64_t lease = 0;  ///< of a job queue: that it was handed out under before
  };
  /// A job that has a slot.
  struct working {
    job what{};
    std::uint32_t replica = 0;
    std::uint32_t step = 0;
    std::uint64_t ordinal = 0;  ///< of its replica's jobs
    time_point ends = never;    ///< of what the replica does itself; `never` while others have it
    std::optional<time_point> stalled;  ///< since when its replica has done nothing for it
    resilience::outcome how = resilience::outcome::ok;
    std::uint32_t missing = 0;    ///< errands of this step that are not over
    std::uint32_t begun = 0;      ///< errands of a serial call
    lease_book::handing lease{};  ///< of a job queue
    std::uint64_t fallbacks =
        0;  ///< entries of `calls` that failed and can be done without, as bits
  };
  /// A job's work ends, or a replica is warm.
  struct alarm {
    time_point due;
    std::uint64_t job;  ///< 0: the replica
    std::uint32_t replica;
    bool operator>(const alarm& other) const {
      return due != other.due ? due > other.due : job > other.job;
    }
  };
  struct replica {
    std::uint32_t busy = 0;
    std::uint64_t started = 0;
    resilience::queue<waiting> queue;
    std::optional<model::cache> holds;  ///< of a cache
    time_point serves_from{};
    bool up = true;
    bool stalls = false;
    std::vector<waiting> unread;  ///< who came while it stalled
    std::vector<std::pair<std::uint64_t, resilience::outcome>> unheard;  ///< errands done meanwhile
    double slowness = 1;
  };
  struct sent_out {
    std::uint64_t job;
    std::uint32_t entry;  ///< of `calls`
  };
  /// Where what an origin asked for is.
  struct held {
    std::uint64_t attempt;
    std::uint64_t ticket;  ///< of the queue, or of the job
    std::uint32_t replica;
    bool waits;
    bool left = false;  ///< nobody waits for its answer
  };

  bool serves(const replica& at, time_point when) const {
    return at.up && !at.stalls && when >= at.serves_from && at.busy < what_.slots;
  }
  void set_up_role();
  void admit(std::uint32_t index, const waiting& next, time_point now, surroundings& out);
  void take(
      std::uint32_t index,
      const waiting& next,
      time_point at,
      time_point now,
      surroundings& out
  );
  /// As many of those who wait as there are slots.
  void fill(std::uint32_t index, time_point at, time_point now, surroundings& out);
  /// The job begins its step, at `at`; behind the last one it is answered.
  void go_on(std::uint64_t ticket, time_point at, time_point now, surroundings& out);
  void work(std::uint64_t ticket, working& one, duration span, time_point at);
  duration work_time(const working& one, time_point at);
  void finish(
      std::uint64_t ticket,
      resilience::outcome how,
      time_point at,
      time_point now,
      surroundings& out
  );
  resilience::outcome fate(const working& one, time_point at) const;
  void free_slot(std::uint32_t index, time_point at, time_point now, surroundings& out);
  void refuse(const job& who, time_point now, surroundings& out);
  void show(time_point now);
  void drop_stale_alarms();
  bool is_stale(const alarm& one) const;

  // Calls.
  std::uint32_t group_end(std::uint32_t first) const;
  bool makes_call(const working& one, std::uint32_t entry) const;
  void begin_calls(std::uint64_t ticket, time_point at, time_point now, surroundings& out);
  void send_out(
      std::uint64_t ticket,
      working& one,
      std::uint32_t entry,
      time_point now,
      surroundings& out
  );
  void one_is_done(
      std::uint64_t ticket,
      std::uint32_t entry,
      resilience::outcome how,
      time_point now,
      surroundings& out
  );
  duration fallback_time(const working& one, time_point at) const;

  // Roles.
  bool has(const working& one, time_point at);
  std::uint32_t key_of(const working& one) const;
  void refill(const working& one, time_point at);
  void lend(working& one, const waiting& next, time_point at);
  void hand_out_again(time_point now, surroundings& out);
  /// True for the first end of a job; the others have been answered.
  bool is_answered_by(const working& one);
  /// Ends the lease of a job; true when what was done under it is refused.
  bool is_fenced(const working& one);
  void take_effect(const working& one, time_point now);
  void consume(time_point now);

  // Who has left.
  void note(const job& what, const held& where);
  void forget(const job& what);
  bool has_left(const job& who) const;
  template <class Leaves>
  void leave_if(std::uint64_t origin, time_point now, surroundings& out, Leaves leaves);
  void cancel(const held& where, time_point now, surroundings& out);

  scenario::service what_;
  std::vector<step> steps_;
  chance dice_;
  std::uint64_t name_, failure_name_, share_name_, fallback_name_, cache_name_;
  std::vector<replica> replicas_;
  std::priority_queue<alarm, std::vector<alarm>, std::greater<>> alarms_;
  boost::unordered_flat_map<std::uint64_t, working> jobs_;
  boost::unordered_flat_map<std::uint64_t, sent_out> errands_;
  boost::unordered_flat_map<std::uint64_t, std::vector<held>>
      held_;  // by origin, where jobs are cancelled
  append_log effects_;
  std::optional<zipf> wanted_;                            // of a cache
  std::optional<log_consumers> consumers_;                // of a log
  std::optional<lease_book> leases_;                      // of a job queue
  boost::unordered_flat_map<std::uint64_t, job> leased_;  // by lease, until they are answered
  std::uint64_t leases_begun_ = 0;
  std::uint64_t jobs_begun_ = 0, errands_begun_ = 0;
  std::size_t queued_ = 0;
  std::size_t busy_ = 0;
  measure::meter numbers_;
};

}  // namespace surgeline::model
