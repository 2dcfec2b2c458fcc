#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <functional>
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

/// One stretch of a job's way through its service, all of it with the slot held.
struct step {
  /// Who does it.
  enum class sort : std::uint8_t {
    work,    ///< the replica, in its service time
    daemon,  ///< a daemon that the service is attached to
    call,    ///< another service
  };
  sort what = sort::work;
  std::uint32_t which = 0;  ///< attachment of a daemon, or entry of `calls`
  bool operator==(const step&) const = default;
};

/// A step that somebody else does.
struct errand {
  std::uint64_t ticket = 0;  ///< `server::done` is told it
  std::uint32_t replica = 0;
  step to_do{};
};

/// Who is around a server: its callers, and who does what it does not do itself.
struct surroundings {
  /// False when nobody is there to hear it: the work was for nothing.
  virtual bool reply(const job& done, resilience::outcome how) = 0;
  /// A job has come to a step that is somebody else's. It must not be done from within.
  virtual void begin(const errand& what, time_point now) = 0;

 protected:
  ~surroundings() = default;
};

/// A service as decisions: all replicas, each with its slots and its queue. Told what arrives, what others have done and what
/// time it is, it says what is answered, what others are to do, and when it wants to be told the time again. The next step of
/// a job, and the next job of a slot, start at the ideal end of the one before, however late the wake-up was, so a slow timer
/// costs no capacity. Abandoned jobs are worked on all the same.
class server {
 public:
  /// A job takes the steps in their order.
  server(const scenario::service& what, chance dice, std::vector<step> steps = {step{}});

  /// A job reaches a replica: it is taken to a slot, waits, or is refused at once.
  void arrive(std::uint32_t replica, const job& what, time_point now, surroundings& out);
  /// Ends what is due by `now`.
  void advance(time_point now, surroundings& out);
  /// An errand is over. After a bad end its job is answered at once, as failed.
  void done(std::uint64_t ticket, resilience::outcome how, time_point now, surroundings& out);
  /// The ideal end of the next work; `never` when there is none.
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
    std::uint64_t ticket;
    std::uint32_t replica;
    std::uint32_t step;
    resilience::outcome how;
    job what;
    bool operator>(const working& other) const {
      return ends != other.ends ? ends > other.ends : ticket > other.ticket;
    }
  };
  struct replica {
    std::uint32_t busy = 0;
    std::uint64_t started = 0;
    resilience::queue<waiting> queue;
  };

  void take(
      std::uint32_t index,
      const waiting& next,
      time_point at,
      time_point now,
      surroundings& out
  );
  /// The job begins its step, at `at`; behind the last one it is answered.
  void go_on(working& one, time_point at, time_point now, surroundings& out);
  void finish(const working& one, time_point at, time_point now, surroundings& out);
  void refuse(const job& who, time_point now, surroundings& out);
  void show(time_point now);

  scenario::service what_;
  std::vector<step> steps_;
  chance dice_;
  std::uint64_t name_;
  std::vector<replica> replicas_;
  std::priority_queue<working, std::vector<working>, std::greater<>> work_;
  boost::unordered_flat_map<std::uint64_t, working> away_;  // whose step is somebody else's
  std::uint64_t tickets_ = 0;
  std::size_t queued_ = 0;
  std::size_t busy_ = 0;
  measure::meter numbers_;
};

}  // namespace surgeline::model
