#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "surgeline/fault/control_group.hpp"
#include "surgeline/fault/exchange_effect.hpp"
#include "surgeline/fault/gate.hpp"
#include "surgeline/fault/ledger.hpp"
#include "surgeline/fault/plan.hpp"
#include "surgeline/net/clock.hpp"
#include "surgeline/net/pipe_pool.hpp"
#include "surgeline/net/ready_set.hpp"
#include "surgeline/net/worker.hpp"
#include "surgeline/traffic/breakers.hpp"
#include "surgeline/traffic/capture.hpp"
#include "surgeline/traffic/connects.hpp"
#include "surgeline/traffic/counts.hpp"
#include "surgeline/traffic/doorkeeper.hpp"
#include "surgeline/traffic/exchange_counts.hpp"
#include "surgeline/traffic/http_options.hpp"
#include "surgeline/traffic/messages.hpp"
#include "surgeline/traffic/observatory.hpp"
#include "surgeline/traffic/ongoing.hpp"
#include "surgeline/traffic/repeated_request.hpp"

namespace surgeline::traffic {

/// What all HTTP connections of one proxy on one worker share.
struct http_surroundings {
  http_surroundings(
      const http_options& by,
      const fault::control_group* whom_to_spare,
      std::size_t hosts,
      observatory& all_attempts,
      traffic::breakers& all_breakers,
      counts& of_proxy,
      net::worker& on
  )
      : options(by),
        control(whom_to_spare),
        attempts(all_attempts),
        breakers(all_breakers),
        totals(of_proxy),
        worker(on),
        heads(by.most_fields),
        counted(by.routes.size(), hosts, whom_to_spare != nullptr) {}

  /// What logical requests are told apart by: their route, and whether their client is in the control group.
  std::uint32_t account(std::size_t route, bool in_control_group) const {
    return static_cast<std::uint32_t>(route + (in_control_group ? options.routes.size() : 0));
  }
  void count(const observe::attempt& one, std::size_t route, bool in_control_group) {
    counted.routes[route].add(one);
    ++totals.exchanges.attempts;
    if (in_control_group) ++totals.control.attempts;
  }
  /// A logical request; its route is what `account` gave.
  void count(const observe::logical_request& one) {
    const std::size_t route = one.route % options.routes.size();
    const bool in_control_group = one.route != route;
    const duration deadline = options.routes[route].deadline;
    const bool good = one.outcome == observe::outcome::ok && one.took <= deadline;
    counted.routes[route].add(one, deadline);
    ++totals.exchanges.logical, totals.exchanges.good += good;
    if (in_control_group) ++totals.control.logical, totals.control.good += good;
  }
  void count(const exchange& one) {
    const bool failed = one.outcome != observe::outcome::ok;
    counted.add(one);
    ++totals.exchanges.over, totals.exchanges.failed += failed;
    if (one.in_control_group) ++totals.control.over, totals.control.failed += failed;
  }
  /// Counts what was settled, and forgets it.
  void count_settled() {
    if (!options.observes) return settled.clear();
    for (const observe::logical_request& one : settled) count(one);
    settled.clear();
  }

  const http_options& options;
  const fault::control_group* control;  ///< null: no fault spares anybody
  observatory& attempts;
  traffic::breakers& breakers;
  counts& totals;
  net::worker& worker;
  head_reader heads;               ///< serves one head at a time
  std::vector<std::byte> scratch;  ///< what passes in place of what came, until it is sent
  fault::exchange_effect decided;  ///< about the head that is being looked at
  exchange_counts counted;
  repeated_requests repeats;
  std::uint64_t begun = 0;                      ///< exchanges, to take a sample of them
  observatory::settled_requests settled;        ///< not counted yet
  std::vector<std::unique_ptr<ongoing>> spare;  ///< so that an idle connection needs none
};

/// What all relays of one proxy on one worker share: the plan in force, the clock, the books, the buffers.
class surroundings {
 public:
  surroundings(
      net::run_clock time,
      std::span<std::byte> receive_buffer,
      std::size_t bytes_that_may_wait,
      net::pipe_pool* pipes_for_bulk = nullptr,
      bool softly = false
  )
      : clock(time),
        buffer(receive_buffer),
        buffer_limit(bytes_that_may_wait),
        pipes(pipes_for_bulk),
        ends_softly(softly) {}

  /// From here on this plan decides.
  void put_in_force(std::shared_ptr<const fault::plan> next) {
    plan_ = std::move(next);
    for (const auto towards : {fault::direction::to_upstream, fault::direction::to_client}) {
      touched_[static_cast<std::size_t>(towards)] = plan_->touches(towards);
    }
  }
  const fault::plan& plan() const { return *plan_; }
  /// True when an armed fault touches bytes that travel in `towards`.
  bool touches(fault::direction towards) const {
    return touched_[static_cast<std::size_t>(towards)];
  }
  const net::run_clock clock;
  const std::span<std::byte> buffer;
  const std::size_t buffer_limit;
  net::pipe_pool* const pipes;          ///< none: every byte is copied
  const bool ends_softly;               ///< towards who cannot be brought to the upstream
  traffic::capture* capture = nullptr;  ///< of a capturing proxy
  fault::gate gate;
  fault::ledger faults;
  counts connections;
  std::vector<connects> hosts;                               // by upstream
  std::span<const std::shared_ptr<doorkeeper>> doorkeepers;  ///< the proxy's
  std::optional<http_surroundings> http;                     ///< nothing on a tcp proxy

 private:
  std::shared_ptr<const fault::plan> plan_ = fault::nothing_armed();
  std::array<bool, 2> touched_{};
};

}  // namespace surgeline::traffic
