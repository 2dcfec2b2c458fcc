#pragma once

#include <prometheus/collectable.h>

#include <optional>
#include <string>
#include <vector>

#include "surgeline/fault/correlation.hpp"
#include "surgeline/metrics/page.hpp"
#include "surgeline/sidecar/run_series.hpp"
#include "surgeline/sidecar/sidecar.hpp"

namespace surgeline::sidecar {

/// Everything that a sidecar exports, summed over its workers when it is asked. To be used on the control thread.
class measurements final : public prometheus::Collectable {
 public:
  measurements(const sidecar& of, build_label build) : of_(of), build_(std::move(build)) {}

  std::vector<prometheus::MetricFamily> Collect() const override;

 private:
  void add_identity(metrics::page& to) const;
  void add_leases(metrics::page& to) const;
  void add_faults(metrics::page& to) const;
  void add_fault(metrics::page& to, std::uint32_t slot) const;
  void add_standing(metrics::page& to, std::uint32_t slot, const standing& armed) const;
  std::optional<bool> is_bad_time(std::uint32_t slot, const standing& armed) const;
  double probability_of(std::uint32_t slot, const standing& armed) const;
  void add_proxy(metrics::page& to, const served_proxy& one) const;
  void add_endpoints(metrics::page& to, const served_proxy& one) const;
  void add_exchanges(metrics::page& to, const served_proxy& one) const;
  void add_breakers(metrics::page& to, const served_proxy& one) const;
  void add_daemons(metrics::page& to) const;
  void add_workers(metrics::page& to) const;

  /// How far the course of a fault's good and bad times was followed.
  struct course {
    fault::correlation by;
    std::uint64_t seed = 0;
    fault::weather place;
  };

  const sidecar& of_;
  const build_label build_;
  mutable std::vector<course> courses_;  // by slot; a memory of what could be worked out anew
};

}  // namespace surgeline::sidecar
