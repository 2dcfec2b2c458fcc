#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <functional>
#include <optional>
#include <queue>
#include <vector>

#include "surgeline/core/chance.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/fault/ledger.hpp"
#include "surgeline/measure/meter.hpp"
#include "surgeline/model/daemon_counts.hpp"
#include "surgeline/model/daemon_weather.hpp"
#include "surgeline/resilience/outcome.hpp"
#include "surgeline/resilience/queue.hpp"
#include "surgeline/scenario/daemon_layout.hpp"

namespace surgeline::model {

/// Somebody who comes to a daemon.
struct visit {
  std::uint32_t instance = 0;
  std::uint32_t door = 0;     ///< through which it comes
  std::uint64_t carrier = 0;  ///< who has to be told, in the numbers of whoever runs the daemon
  std::uint64_t who = 0;      ///< of whom, in the carrier's
  bool is_health = false;     ///< a check whether the daemon is well
  bool operator==(const visit&) const = default;
};

/// Who is around a daemon.
struct visitors {
  /// A visit ends: well, so that the job goes on, or not. One that holds its slot (a connection) hears of it when it has
  /// got it. The daemon must not be told anything from within.
  virtual void told(const visit& whose, resilience::outcome how, time_point at) = 0;

 protected:
  ~visitors() = default;
};

/// A daemon as decisions: instances with slots, a queue and a way to release those who wait; stalled, slow or gone while
/// faults say so. Told who comes and goes, which faults are in force and what time it is, it says who has been served, and
/// when it wants to be told the time again. What is due happens at its own moment, however late the wake-up was.
class daemon final : daemon_weather::sky {
 public:
  daemon(
      const scenario::daemon& what,
      std::size_t instances,
      std::vector<scenario::daemon_door> doors,
      chance dice
  );

  /// Names one visit.
  using ticket = std::uint64_t;

  /// Whether a job, or a connection, that comes to a door needs the daemon.
  bool takes(std::uint32_t door, std::uint64_t key, std::uint64_t index) const;
  /// Whether a visit keeps its slot until it leaves, as a connection does.
  bool holds(const visit& who) const;
  /// Somebody comes: he may have been served or refused already when this returns.
  ticket come(const visit& who, time_point now, visitors& out);
  /// Somebody goes: he gives his slot back, or gives up.
  void leave(ticket whose, time_point now, visitors& out);
  /// These faults are in force from now on.
  void arm(std::vector<scenario::daemon_fault> faults, time_point now, visitors& out);
  /// Does what is due by `now`.
  void advance(time_point now, visitors& out);
  time_point next_due() const;

  /// Where it counts for checks; closed with `settle`.
  measure::meter& numbers() { return numbers_; }
  /// Counts how long it has been stalled up to `now`.
  void settle(time_point now);
  /// What its faults did.
  const fault::ledger& book() const { return weather_.book(); }
  /// As of `now`, stalls that go on among them.
  daemon_counts counts(time_point now) const;
  /// Those who wait.
  std::size_t depth() const { return depth_; }

 private:
  using outcome = resilience::outcome;
  enum class stage : std::uint8_t { waits, served, holds };
  static constexpr std::uint64_t no_seat = ~std::uint64_t{0};
  struct visitor {
    visit who;
    time_point came;
    time_point until = never;        ///< it waits at most
    time_point ends = never;         ///< its service
    std::optional<duration> left{};  ///< of a service that has been stopped
    std::uint64_t seat = no_seat;    ///< in the queue
    stage at = stage::waits;
    bool gone = false;    ///< nobody is there to be told
    bool beside = false;  ///< it takes no slot
  };
  struct instance {
    resilience::queue<ticket> queue;
    std::uint32_t busy = 0;
    std::uint64_t started = 0;
    std::size_t herd = 0;       ///< who waited at the end of a stall, and has not left yet
    bool newest_first = false;  ///< since a stall, until nobody waits
    time_point next_start{};    ///< of a paced herd
    time_point stalled_since = never;
  };
  struct event {
    enum class sort : std::uint8_t { end, timeout, pace };
    time_point at;
    std::uint64_t ordinal;
    sort what;
    std::uint64_t whose;  ///< ticket, or instance
    bool operator>(const event& other) const {
      return at != other.at ? at > other.at : ordinal > other.ordinal;
    }
  };

  void add(time_point at, event::sort what, std::uint64_t whose);
  bool is_stale(const event& one) const;
  void drop_stale();
  void happen(const event& one);
  void enter(ticket whose, visitor& one, time_point at);
  void serve_next(std::uint32_t index, time_point at);
  std::optional<ticket> next_of(instance& from, time_point at);
  bool may_serve(std::uint32_t index, time_point at);
  void serve(ticket whose, time_point at);
  void begin(ticket whose, visitor& one, time_point at);
  void finish(ticket whose, time_point at);
  void time_out(ticket whose, time_point at);
  void refuse(ticket whose, outcome how, time_point at);
  void tell(const visitor& one, outcome how, time_point at);
  void show(time_point now);

  void stall_begins(std::uint32_t index, time_point at) override;
  std::size_t stall_ends(std::uint32_t index, time_point at) override;
  void goes_down(std::uint32_t index, time_point at) override;
  void comes_back(std::uint32_t index, time_point at) override;

  scenario::daemon what_;
  std::vector<scenario::daemon_door> doors_;
  chance dice_;
  std::uint64_t name_;
  daemon_weather weather_;
  std::vector<instance> instances_;
  boost::unordered_flat_map<ticket, visitor> visitors_;
  std::priority_queue<event, std::vector<event>, std::greater<>> events_;
  std::uint64_t ordinal_ = 0;
  ticket tickets_ = 0;
  std::size_t depth_ = 0;
  std::size_t stalled_ = 0;  ///< instances
  time_point settled_{};
  daemon_counts counts_;
  measure::meter numbers_;
  visitors* out_ = nullptr;  ///< while it is being told something
};

}  // namespace surgeline::model
