#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "surgeline/core/chance.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/fault/ledger.hpp"
#include "surgeline/model/fault_fronts.hpp"
#include "surgeline/scenario/host_layout.hpp"

namespace surgeline::model {

/// What faults make of hosts, as time goes on: what becomes of the replicas that live there. Faults that overlap on a replica
/// are one until the last of them ends; factors multiply.
class host_weather final : fault_fronts::land {
 public:
  using resident = scenario::resident;

  /// Who has the replicas.
  struct sky {
    virtual void stall(const resident& whom, time_point at) = 0;
    virtual void resume(const resident& whom, time_point at) = 0;
    /// Gives how many jobs were lost.
    virtual std::size_t crash(const resident& whom, time_point at) = 0;
    virtual void start(const resident& whom, duration cold, time_point at) = 0;
    virtual void slow(const resident& whom, double factor, time_point at) = 0;
    /// The `which`th flush of a replica, from 0; gives how many keys it forgot.
    virtual std::size_t flush(const resident& whom, double share, std::uint64_t which) = 0;

   protected:
    ~sky() = default;
  };

  /// The file must live longer.
  host_weather(const scenario::file& from, chance dice);

  const scenario::host_layout& layout() const { return where_; }
  /// These faults are in force from `at` on; one that was already goes on in its windows.
  void arm(std::vector<scenario::placed_fault> faults, time_point at, sky& under);
  /// Moves on to `at`, which never goes back; what changes meanwhile changes at its own moment.
  void advance(time_point at, sky& under);
  /// When it changes next by itself.
  time_point next_change() const { return fronts_.next_change(); }
  /// What each fault did: a hit is a window, of each host where it has its own.
  const fault::ledger& book() const { return fronts_.book(); }

 private:
  struct ground {
    std::uint32_t stalls = 0, crashes = 0;
    std::uint64_t flushes = 0;
  };

  void begins(
      const scenario::placed_fault& what,
      std::uint32_t host,
      time_point at,
      fault::tally& seen
  ) override;
  void ends(
      const scenario::placed_fault& what,
      std::uint32_t host,
      time_point at,
      fault::tally& seen
  ) override;
  ground& below(const resident& whom) { return by_service_[whom.service][whom.replica]; }
  std::vector<resident> touched(const scenario::placed_fault& what, std::uint32_t host) const;
  double factor(const resident& whom, std::uint32_t host) const;

  const scenario::file& from_;
  scenario::host_layout where_;
  fault_fronts fronts_;
  std::vector<std::vector<ground>> by_service_;  // of each replica
  sky* under_ = nullptr;                         ///< while it is being told something
};

}  // namespace surgeline::model
