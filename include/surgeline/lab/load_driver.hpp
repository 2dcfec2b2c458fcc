#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "surgeline/core/endpoint.hpp"
#include "surgeline/lab/handover.hpp"
#include "surgeline/model/population.hpp"
#include "surgeline/net/address.hpp"
#include "surgeline/net/failure.hpp"
#include "surgeline/net/worker.hpp"

namespace surgeline::lab {

/// A load on sockets: one `model::population` that decides, one alarm for everything it waits for, and a connection for each
/// of its lines, from an address of the client's own. A lost connection is made again when the next attempt wants it.
/// Made, asked and destroyed on any one thread; everything happens on its worker, which must live longer.
class load_driver final : model::wire, net::alarm_handler {
 public:
  /// `targets` are the endpoints that the route's callers see, in their order; `why` tells which one is no address.
  /// Requests start with file time 0 of the clock.
  load_driver(
      net::worker& on,
      const net::run_clock& clock,
      const scenario::file& from,
      const scenario::route& way,
      const std::vector<endpoint>& targets,
      chance dice,
      net::failure& why
  );
  load_driver(const load_driver&) = delete;
  load_driver& operator=(const load_driver&) = delete;
  /// Closes all connections; who still waits for an answer never gets one.
  ~load_driver();

  /// Makes the connections that clients keep, in the clients' order and a few at a time; calls `done` on the worker's thread
  /// when each has been made or has failed.
  void connect(std::function<void()> done);
  /// From `now` on requests come at `factor` times the rate of the file.
  void scale(double factor, time_point now);
  /// Hands over what was counted in the ticks before the one `now` is in.
  void take(time_point now, handover to);

 private:
  class connection;

  void send(std::uint64_t attempt, const model::line& on) override;
  void rang(net::alarm& which, net::real_time now) override;
  void serve(connection& on, std::uint32_t events);
  /// Makes some more of the kept connections.
  void connect_more(net::real_time now);
  /// Begins to connect; false when that failed at once.
  bool dial(connection& of);
  void stop_connecting(connection& of);
  void tell_when_all_are_kept();
  void lose(connection& which, resilience::outcome why, time_point now);
  /// Sends what was said since the last time, and sets the alarm for what comes next.
  void settle(time_point now);

  net::worker& on_;
  net::run_clock clock_;
  std::size_t load_;
  scenario::clients clients_;
  std::vector<net::address> targets_;
  model::population callers_;
  net::alarm alarm_;
  net::alarm pace_;                                       // of making the kept connections
  std::vector<std::unique_ptr<connection>> connections_;  // by client, connection and endpoint
  std::vector<connection*> unsent_;                       // with something new to send
  std::size_t begun_ = 0;                                 // of the kept connections
  std::size_t connecting_ = 0;
  std::function<void()> all_kept_;
};

}  // namespace surgeline::lab
