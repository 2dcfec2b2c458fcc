#pragma once

#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "surgeline/core/endpoint.hpp"
#include "surgeline/lab/handover.hpp"
#include "surgeline/lab/lines.hpp"
#include "surgeline/model/service_caller.hpp"
#include "surgeline/net/failure.hpp"
#include "surgeline/net/worker.hpp"

namespace surgeline::lab {

/// The calls of one service by one entry of its `calls`, on sockets: a `model::service_caller` that decides, and the lines it
/// calls on. Everything happens on its worker, the service's.
class call_driver final : line_listener, net::alarm_handler {
 public:
  /// `settled` is called when calls may be over: whoever waits for them is then to take them, and to call `settle`.
  call_driver(
      net::worker& on,
      const net::run_clock& clock,
      const scenario::file& from,
      const scenario::route& way,
      const std::vector<endpoint>& targets,
      chance dice,
      std::function<void(time_point now)> settled,
      net::failure& why
  );

  /// Makes the connections that are kept; calls `done` when each has been made or has failed.
  void connect(std::function<void()> done) { lines_->connect(std::move(done)); }
  void begin(const model::errand& what, time_point now) { calls_.begin(what, now, *lines_); }
  /// The errands that are over since this was asked last.
  std::vector<model::service_caller::finished> take_finished() { return calls_.take_finished(); }
  bool has_finished() const { return calls_.has_finished(); }
  /// Sends what was said since the last time, and sets the alarm for what comes next.
  void settle(time_point now);
  /// Adds the rows of the ticks before the one `now` is in.
  void take(time_point now, rows& into) {
    for (measure::meter* const numbers : calls_.meters()) take_closed(*numbers, now, into);
  }

 private:
  void answered(std::uint64_t attempt, const resilience::answer& how, time_point now) override;
  void lost(const model::line& which, resilience::outcome why, time_point now) override;
  void told_all(time_point now) override { settled_(now); }
  std::uint64_t key_of(std::uint64_t attempt) const override { return calls_.key_of(attempt); }
  void rang(net::alarm& which, net::real_time now) override;

  net::run_clock clock_;
  model::service_caller calls_;
  std::function<void(time_point now)> settled_;
  std::unique_ptr<lines> lines_;
  net::alarm alarm_;
};

}  // namespace surgeline::lab
