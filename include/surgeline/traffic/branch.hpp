#pragma once

#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "surgeline/fault/plan.hpp"
#include "surgeline/net/worker.hpp"
#include "surgeline/traffic/acceptor.hpp"
#include "surgeline/traffic/book.hpp"
#include "surgeline/traffic/connection.hpp"
#include "surgeline/traffic/entrance.hpp"
#include "surgeline/traffic/proxy_options.hpp"
#include "surgeline/traffic/surroundings.hpp"

namespace surgeline::traffic {

/// What the branches of one proxy share.
struct premises {
  proxy_options options;
  std::vector<net::address> upstreams;  // as last looked up
  std::mutex lookups;                   // for the following
  std::vector<std::string> unresolved;  // by upstream: why it has no address; empty if it has
  std::vector<std::unique_ptr<entrance>> entrances;
  occupancy::count open{0};  // connections
  std::size_t workers = 1;
  std::optional<observatory> attempts;  // of an http proxy
  std::optional<traffic::breakers> breakers;
};

/// The part of a proxy that lives on worker `number`: its connections, the plan they are under, and what was counted there.
/// Every function runs on that worker, but for those that say otherwise.
class branch final : public std::enable_shared_from_this<branch>,
                     connection_home,
                     net::alarm_handler {
 public:
  branch(std::shared_ptr<premises> at, net::run_clock clock, net::worker& on, std::size_t number);

  net::worker& worker() const { return worker_; }

  /// Begins to accept.
  void open();
  /// Puts a plan in force; `done` is called when every open connection is under it, or under a later one.
  void arm(std::shared_ptr<const fault::plan> next, std::function<void()> done);
  /// A copy of what was counted so far.
  book copy_book() const { return {around_.faults, around_.connections}; }
  const counts& copy_counts() const { return around_.connections; }
  /// Gives away what faults did: tallies, and the decisions since the last time.
  fault::ledger hand_over_faults() { return around_.faults.hand_over(); }
  void forget_fault(std::uint32_t slot) { around_.faults.forget(slot); }
  /// The same for any thread: counts, and attempts to connect by upstream, as they are just now.
  const counts& counted() const { return around_.connections; }
  const std::vector<connects>& hosts() const { return around_.hosts; }
  /// Exchanges, on an http proxy; else null.
  const exchange_counts* exchanges() const {
    return around_.http ? &around_.http->counted : nullptr;
  }
  /// Accepts who waits already, then nobody any more, and calls `done`. The entrances must be shut.
  void stop_accepting(std::function<void()> done);
  /// Accepts nobody any more, not even who waits already, and calls `done`.
  void turn_away(std::function<void()> done);
  /// Calls `done` when no connection is open.
  void when_empty(std::function<void()> done);
  /// Ends every connection, and calls `done`. It must have stopped accepting.
  void close(std::function<void()> done);

 private:
  void welcome(entrance& by, net::descriptor client, const net::address& from);
  std::unique_ptr<const net::address> meant_by(net::descriptor& client, const net::address& from);
  void bury(connection& ended) override;
  void open_or_close_door();
  void begin_round();
  void walk();
  void rang(net::alarm& which, net::real_time now) override;
  void sweep_later();

  const std::shared_ptr<premises> premises_;
  net::worker& worker_;
  const std::size_t number_;  // of its worker, from 0
  surroundings around_;
  bool refuses_ = false;
  std::vector<std::unique_ptr<acceptor>> acceptors_;  // by entrance
  std::vector<std::function<void()>> done_after_accepting_, done_when_empty_;
  std::list<connection> connections_;
  net::alarm sweep_;  // rings when it is time to see what takes too long

  // Arming reaches thousands of connections in rounds of small batches; who arms in the middle of one waits for the next.
  std::list<connection>::iterator next_in_round_ = connections_.end();
  bool in_round_ = false;
  std::vector<std::function<void()>> done_after_round_, done_after_next_round_;
};

}  // namespace surgeline::traffic
