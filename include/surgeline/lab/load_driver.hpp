#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "surgeline/core/endpoint.hpp"
#include "surgeline/lab/handover.hpp"
#include "surgeline/lab/lines.hpp"
#include "surgeline/model/population.hpp"
#include "surgeline/net/failure.hpp"
#include "surgeline/net/worker.hpp"

namespace surgeline::lab {

/// A load on sockets: one `model::population` that decides, one alarm for everything it waits for, and the lines it asks on.
/// Made, asked and destroyed on any one thread; everything happens on its worker, which must live longer.
class load_driver final : line_listener, net::alarm_handler {
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
  void answered(std::uint64_t attempt, const resilience::answer& how, time_point now) override;
  void lost(const model::line& which, resilience::outcome why, time_point now) override;
  /// Sends what was said since the last time, and sets the alarm for what comes next.
  void told_all(time_point now) override;
  std::uint64_t key_of(std::uint64_t attempt) const override { return callers_.key_of(attempt); }
  void rang(net::alarm& which, net::real_time now) override;

  net::worker& on_;
  net::run_clock clock_;
  model::population callers_;
  std::unique_ptr<lines> lines_;
  net::alarm alarm_;
};

}  // namespace surgeline::lab
