#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "surgeline/core/problem.hpp"
#include "surgeline/lab/daemon_host.hpp"
#include "surgeline/lab/load_driver.hpp"
#include "surgeline/lab/machines.hpp"
#include "surgeline/lab/service_host.hpp"
#include "surgeline/net/clock.hpp"
#include "surgeline/net/worker.hpp"
#include "surgeline/runner/fleet.hpp"
#include "surgeline/scenario/conductor.hpp"
#include "surgeline/traffic/proxy.hpp"

namespace surgeline::runner {

/// Everything that a live run starts: services, proxies and loads, each kind on a worker of its own. Answers to what it is asked
/// come on those workers' threads. It is switched off the way one switches a system off: callers first.
class rig {
 public:
  /// Starts all of it; what could not be started is in `found`, and then there is nothing to use.
  /// With targets, their proxies take the place of the file's; `lost` is called, from any thread, when one of them is.
  rig(const scenario::file& from,
      std::uint64_t seed,
      const net::run_clock& clock,
      const std::vector<admin::control_address>& targets,
      const std::function<void()>& lost,
      problems& found);

  /// Makes the connections that callers keep; `done` is called once for each route.
  void connect(const std::function<void()>& done);
  /// Puts in force on every proxy what the conductor says; `done` is called once for each proxy.
  void arm(const scenario::conductor& by, const std::function<void()>& done);
  /// From `now` on all loads ask at `factor` times their rate.
  void scale(double factor, time_point now);
  /// Asks services and loads for the rows of the ticks before the one `now` is in; each calls `to` once.
  void take_rows(time_point now, const lab::handover& to);
  /// Asks proxies for their counts; each calls `to` once, with its index in the file.
  void take_counts(const std::function<void(std::size_t, traffic::counts)>& to);
  /// Asks proxies for everything they noted; each calls `to` once.
  void take_books(const std::function<void(traffic::book)>& to);

  /// Where a proxy, by its index in the file, takes connections.
  std::vector<endpoint> addresses_of(std::size_t proxy) const;
  /// The sidecars whose proxies are armed; null where they are the file's own.
  fleet* sidecars() { return fleet_.get(); }
  /// What the breakers of a proxy's clients seem to do; null where a sidecar has it, or where it does not observe.
  const traffic::breakers* breakers_of(std::size_t proxy) const {
    return fleet_ ? nullptr : proxies_[proxy]->client_breakers();
  }
  /// What the faults of daemons and hosts did.
  fault::ledger lab_book() const;
  /// How many answer `take_rows`.
  std::size_t writers() const;

 private:
  void start_daemons(const net::run_clock& clock, bool is_afar);
  void start_services(const net::run_clock& clock, problems& found);
  void start_proxies(const net::run_clock& clock, problems& found);
  void start_callers(const net::run_clock& clock, problems& found);
  std::vector<endpoint> addresses_of(const scenario::service& one) const;
  std::vector<endpoint> upstreams_of(const scenario::proxy& one) const;

  const scenario::file& from_;
  std::uint64_t seed_;
  std::vector<fault::cells> cells_;  // of each proxy
  net::worker serving_, passing_, asking_;
  // By their index in the file, null where sidecars have it. Whoever waits for them goes first.
  std::vector<std::unique_ptr<lab::daemon_host>> daemons_;
  std::map<std::string, std::unique_ptr<lab::service_host>> lab_services_;  // by id
  std::unique_ptr<lab::machines> machines_;
  std::vector<std::unique_ptr<traffic::proxy>> proxies_;
  std::unique_ptr<fleet> fleet_;
  std::vector<std::unique_ptr<lab::load_driver>> loads_;
};

}  // namespace surgeline::runner
