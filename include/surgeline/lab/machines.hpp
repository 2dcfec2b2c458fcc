#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "surgeline/fault/ledger.hpp"
#include "surgeline/lab/service_host.hpp"
#include "surgeline/model/host_weather.hpp"
#include "surgeline/net/clock.hpp"
#include "surgeline/net/worker.hpp"

namespace surgeline::lab {

/// The hosts of lab services that all live on one worker: what faults make of them becomes of the services' replicas.
/// Made and destroyed on any one thread; the worker, the services and the file must live longer.
class machines final : model::host_weather::sky, net::alarm_handler {
 public:
  /// The services by their index in the file; null for those that are not the lab's.
  machines(
      net::worker& home,
      const net::run_clock& clock,
      const scenario::file& from,
      chance dice,
      std::vector<service_host*> services
  );
  machines(const machines&) = delete;
  machines& operator=(const machines&) = delete;
  ~machines();

  // Any thread but the worker's may call.

  /// These faults are in force when this returns.
  void arm(std::vector<scenario::placed_fault> faults);
  /// What they did.
  fault::ledger book();
  const scenario::host_layout& layout() const { return weather_.layout(); }

 private:
  void stall(const scenario::resident& whom, time_point at) override;
  void resume(const scenario::resident& whom, time_point at) override;
  std::size_t crash(const scenario::resident& whom, time_point at) override;
  void start(const scenario::resident& whom, duration cold, time_point at) override;
  void slow(const scenario::resident& whom, double factor, time_point at) override;
  std::size_t flush(const scenario::resident& whom, double share, std::uint64_t which) override;
  void rang(net::alarm& which, net::real_time now) override;
  service_host& of(const scenario::resident& whom) const { return *services_[whom.service]; }

  net::worker& home_;
  net::run_clock clock_;
  std::vector<service_host*> services_;
  model::host_weather weather_;
  time_point now_{};  ///< it was told last
  net::alarm alarm_;
};

}  // namespace surgeline::lab
