#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <unordered_map>
#include <utility>
#include <vector>

#include "surgeline/lab/handover.hpp"
#include "surgeline/model/daemon.hpp"
#include "surgeline/net/clock.hpp"
#include "surgeline/net/worker.hpp"

namespace surgeline::lab {

/// A daemon that everybody in this process waits for, on whatever worker: one `model::daemon` behind a lock that nothing
/// else takes, and one alarm on its home worker. Who waits is told on his own worker, never from within a call.
/// Made and destroyed on any one thread; its home must live longer, and so must the workers of those who wait.
class daemon_host final : model::visitors, net::alarm_handler {
 public:
  /// How a visit ended. Who holds his slot (a connection) hears `ok` when he has it, and once more if a crash takes it away.
  using told_to = std::function<void(resilience::outcome how)>;
  /// Names one visit; never 0.
  using ticket = std::uint64_t;

  daemon_host(
      net::worker& home,
      const net::run_clock& clock,
      const scenario::file& from,
      const scenario::daemon& what,
      chance dice
  );
  daemon_host(const daemon_host&) = delete;
  daemon_host& operator=(const daemon_host&) = delete;
  ~daemon_host();

  // Any thread may call.

  /// Somebody comes, and is told on worker `where`. What it comes with is `model::daemon`'s, but for who it is.
  ticket come(const model::visit& who, net::worker& where, told_to answer);
  /// Somebody goes, or gives up: he is told nothing any more, but for what is on its way to him already.
  void leave(ticket whose);
  /// Whether it is needed at all.
  bool takes(std::uint32_t door, std::uint64_t key, std::uint64_t index) const {
    return what_.takes(door, key, index);
  }
  /// These faults are in force when this returns.
  void arm(std::vector<scenario::daemon_fault> faults);
  /// Hands over what was counted in the ticks before the one `now` is in.
  void take(time_point now, const handover& to);
  /// What its faults did.
  fault::ledger book() const;
  model::daemon_counts counts() const;

  const scenario::daemon_layout& layout() const { return where_; }

 private:
  struct waiting {
    net::worker* where;
    told_to answer;
    model::daemon::ticket ticket = 0;
  };

  void told(const model::visit& whose, resilience::outcome how, time_point at) override;
  void rang(net::alarm& which, net::real_time now) override;
  time_point now() const;
  /// Carries on without the lock: tells those who are to be told, and has the alarm set anew if need be.
  void go_on(std::unique_lock<std::mutex> held);
  void set_alarm();

  net::worker& home_;
  const net::run_clock clock_;
  const scenario::daemon_layout where_;
  mutable std::mutex one_at_a_time_;
  model::daemon what_;
  std::unordered_map<ticket, waiting> waiting_;
  std::vector<std::pair<net::worker*, std::function<void()>>> to_tell_;
  ticket tickets_ = 0;
  mutable time_point latest_{};  ///< it was told
  time_point armed_ = never;     ///< the alarm
  net::alarm alarm_;             ///< of the home worker's thread
};

}  // namespace surgeline::lab
