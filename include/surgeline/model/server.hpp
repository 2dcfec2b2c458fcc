#pragma once

#include <cstdint>
#include <queue>
#include <string>
#include <vector>

#include "surgeline/core/chance.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/measure/meter.hpp"
#include "surgeline/resilience/outcome.hpp"
#include "surgeline/resilience/queue.hpp"
#include "surgeline/scenario/topology.hpp"

namespace surgeline::model {

/// What a replica works on: an attempt, and where its answer goes (the carrier's own number).
struct job {
  std::uint64_t attempt = 0;
  std::uint64_t origin = 0;
};

/// Who carries answers back to callers.
struct replies {
  /// False when nobody is there to hear it: the work was for nothing.
  virtual bool reply(const job& done, resilience::outcome how) = 0;

 protected:
  ~replies() = default;
};

/// A service as decisions: all replicas, each with its slots and its queue. Told what arrives and what time it is, it says
/// what is answered and when it wants to be told the time again. The next job of a slot starts at the ideal end of the one
/// before, however late the wake-up was, so a slow timer costs no capacity. Abandoned jobs are worked on all the same.
class server {
 public:
  server(const scenario::service& what, chance dice);

  /// A job reaches a replica: it is taken to a slot, waits, or is refused at once.
  void arrive(std::uint32_t replica, const job& what, time_point now, replies& out);
  /// Ends what is due by `now`.
  void advance(time_point now, replies& out);
  /// The ideal end of the next job; `never` when idle.
  time_point next_due() const { return work_.empty() ? never : work_.top().ends; }

  /// Where it counts.
  measure::meter& numbers() { return numbers_; }

 private:
  struct waiting {
    job what;
    time_point arrived;
  };
  struct working {
    time_point ends;
    std::uint64_t ordinal;
    std::uint32_t replica;
    job what;
    bool operator>(const working& other) const {
      return ends != other.ends ? ends > other.ends : ordinal > other.ordinal;
    }
  };
  struct replica {
    std::uint32_t busy = 0;
    std::uint64_t started = 0;
    resilience::queue<waiting> queue;
  };

  void start(std::uint32_t index, const waiting& next, time_point at, time_point now);
  void refuse(const job& who, time_point now, replies& out);
  void show(time_point now);

  scenario::service what_;
  chance dice_;
  std::uint64_t name_;
  std::vector<replica> replicas_;
  std::priority_queue<working, std::vector<working>, std::greater<>> work_;
  std::uint64_t ordinal_ = 0;
  std::size_t queued_ = 0;
  std::size_t busy_ = 0;
  measure::meter numbers_;
};

}  // namespace surgeline::model
