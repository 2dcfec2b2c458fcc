#pragma once

#include "surgeline/metrics/histogram_cells.hpp"
#include "surgeline/net/delay_heap.hpp"
#include "surgeline/net/worker.hpp"

namespace surgeline::sidecar {

/// Measures how late the timers of a worker are, ten times a second: what its connections feel when it is busy.
class lag_probe final : net::alarm_handler {
 public:
  explicit lag_probe(net::worker& on);
  lag_probe(const lag_probe&) = delete;
  lag_probe& operator=(const lag_probe&) = delete;
  /// Not on the worker.
  ~lag_probe();

  /// What was measured so far; any thread may ask.
  metrics::histogram_cells::reading read() const { return lags_.read(); }

 private:
  void rang(net::alarm& which, net::real_time now) override;
  void wait(net::real_time now);

  net::worker& worker_;
  net::alarm alarm_;
  net::real_time due_{};
  metrics::histogram_cells lags_;
};

}  // namespace surgeline::sidecar
