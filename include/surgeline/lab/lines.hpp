#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <system_error>
#include <vector>

#include "surgeline/core/chance.hpp"
#include "surgeline/core/endpoint.hpp"
#include "surgeline/model/caller.hpp"
#include "surgeline/net/address.hpp"
#include "surgeline/net/clock.hpp"
#include "surgeline/net/descriptor.hpp"
#include "surgeline/net/failure.hpp"
#include "surgeline/net/worker.hpp"
#include "surgeline/scenario/blueprint.hpp"

namespace surgeline::lab {

/// Who hears of what happens on the lines of a caller.
struct line_listener {
  /// An answer arrived, or an attempt has failed alone.
  virtual void answered(std::uint64_t attempt, const resilience::answer& how, time_point now) = 0;
  /// A line was lost (`reset`), or could not be made (`unreachable`), with all attempts on it.
  virtual void lost(const model::line& which, resilience::outcome why, time_point now) = 0;
  /// Everything that happened at a moment has been told: what there is to send is to be flushed.
  virtual void told_all(time_point now) = 0;
  /// Names the logical request that an attempt is for, so that who is asked can tell a second execution; 0: it has no name.
  virtual std::uint64_t key_of(std::uint64_t) const { return 0; }

 protected:
  ~line_listener() = default;
};

/// The connections of one route's callers on sockets: from an address of each client's own, to the endpoints that they see.
/// What is sent waits until `flush`. A lost connection is made again when the next attempt wants it.
/// Everything happens on its worker, which must live longer.
class lines : public model::wire, net::alarm_handler {
 public:
  /// `targets` are the endpoints that the route's callers see, in their order; `why` tells which one is no address.
  lines(
      net::worker& on,
      const net::run_clock& clock,
      const scenario::file& from,
      const scenario::route& way,
      const std::vector<endpoint>& targets,
      line_listener& told,
      net::failure& why
  );
  lines(const lines&) = delete;
  lines& operator=(const lines&) = delete;
  virtual ~lines() = default;

  /// Makes the connections that clients keep, in the clients' order and a few at a time; calls `done` when each has been made
  /// or has failed.
  void connect(std::function<void()> done);
  /// Sends what was said since the last time.
  virtual void flush(time_point now) = 0;

 protected:
  /// Begins to connect a line that is to be kept, by its number.
  virtual void keep(std::size_t number) = 0;

  /// All lines are numbered by client, connection and endpoint.
  std::size_t count() const {
    return who_.count * std::size_t{who_.connections_per_client} * targets_.size();
  }
  std::size_t number_of(const model::line& which) const;
  model::line line_of(std::size_t number) const;
  /// Begins to connect; no descriptor when that failed at once. `stopped_connecting` is to follow.
  net::descriptor dial(const model::line& which);
  void started_connecting() { ++connecting_; }
  void stopped_connecting();

  net::worker& on_;
  net::run_clock clock_;
  line_listener& told_;

 private:
  void rang(net::alarm& which, net::real_time now) override;
  void tell_when_all_are_kept();

  scenario::route way_;
  scenario::clients who_;
  std::vector<net::address> targets_;
  net::alarm pace_;        // of making the kept connections
  std::size_t begun_ = 0;  // of the kept connections
  std::size_t connecting_ = 0;
  std::function<void()> all_kept_;
};

/// The lines of a route, speaking what its proxy speaks, or frames where none is between.
std::unique_ptr<lines> make_lines(
    net::worker& on,
    const net::run_clock& clock,
    const scenario::file& from,
    const scenario::route& way,
    const std::vector<endpoint>& targets,
    chance dice,
    line_listener& told,
    net::failure& why
);

/// A connection that was made and then torn down was lost; one that was never made was out of reach.
resilience::outcome why_lost(std::error_code error);

}  // namespace surgeline::lab
