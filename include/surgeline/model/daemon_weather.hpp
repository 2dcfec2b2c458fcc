#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "surgeline/core/chance.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/fault/ledger.hpp"
#include "surgeline/model/fault_fronts.hpp"
#include "surgeline/scenario/daemon_fault.hpp"

namespace surgeline::model {

/// What faults make of the instances of a daemon, as time goes on: which are stalled, gone or slow.
class daemon_weather final : fault_fronts::land {
 public:
  /// Whom it tells.
  struct sky {
    virtual void stall_begins(std::uint32_t instance, time_point at) = 0;
    /// Gives how many waited.
    virtual std::size_t stall_ends(std::uint32_t instance, time_point at) = 0;
    virtual void goes_down(std::uint32_t instance, time_point at) = 0;
    virtual void comes_back(std::uint32_t instance, time_point at) = 0;

   protected:
    ~sky() = default;
  };

  daemon_weather(std::size_t instances, chance dice) : fronts_(dice), instances_(instances) {}

  /// These faults are in force from `at` on; one that was already goes on in its windows.
  void arm(std::vector<scenario::daemon_fault> faults, time_point at, sky& under);
  /// Moves on to `at`, which never goes back, and not beyond `next_change`.
  void advance(time_point at, sky& under);
  /// When it changes next by itself.
  time_point next_change() const { return fronts_.next_change(); }

  bool is_stalled(std::uint32_t instance) const { return instances_[instance].stalls > 0; }
  bool is_down(std::uint32_t instance) const { return instances_[instance].crashes > 0; }
  /// So many times longer whatever begins at `at` takes.
  double factor(std::uint32_t instance, time_point at, bool is_health) const;
  /// True when a health check is answered though the instance is stalled.
  bool spares_health(std::uint32_t instance) const;
  /// What each fault did: a hit is a window, of each instance where it has its own.
  const fault::ledger& book() const { return fronts_.book(); }

 private:
  struct ground {
    std::uint32_t stalls = 0, crashes = 0;
    time_point cold_until{};
    double cold_factor = 1;
  };

  void begins(
      const scenario::placed_fault& what,
      std::uint32_t instance,
      time_point at,
      fault::tally& seen
  ) override;
  void ends(
      const scenario::placed_fault& what,
      std::uint32_t instance,
      time_point at,
      fault::tally& seen
  ) override;

  fault_fronts fronts_;
  std::vector<ground> instances_;
  sky* under_ = nullptr;  ///< while it is being told something
};

}  // namespace surgeline::model
