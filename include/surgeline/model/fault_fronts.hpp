#pragma once

#include <cstdint>
#include <vector>

#include "surgeline/core/chance.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/fault/ledger.hpp"
#include "surgeline/scenario/placed_fault.hpp"
#include "surgeline/scenario/window_walk.hpp"

namespace surgeline::model {

/// The faults that are in force in places (instances of a daemon, hosts), as time goes on: over which of these each is. Those
/// that have windows of their own are followed one by one.
class fault_fronts {
 public:
  /// Whom it tells.
  struct land {
    /// A fault is over an instance from now on; `seen` is its tally.
    virtual void begins(
        const scenario::placed_fault& what,
        std::uint32_t instance,
        time_point at,
        fault::tally& seen
    ) = 0;
    /// And is no more.
    virtual void ends(
        const scenario::placed_fault& what,
        std::uint32_t instance,
        time_point at,
        fault::tally& seen
    ) = 0;

   protected:
    ~land() = default;
  };

  explicit fault_fronts(chance dice) : dice_(dice) {}

  /// These faults are in force from `at` on; one that was already goes on in its windows.
  void arm(std::vector<scenario::placed_fault> faults, time_point at, land& below);
  /// Moves on to `at`, which never goes back, and not beyond `next_change`.
  void advance(time_point at, land& below);
  /// When it changes next by itself.
  time_point next_change() const { return next_change_; }

  /// Asks `call` about each fault that is over an instance.
  template <class Call>
  void over(std::uint32_t instance, Call call) const {
    for (const front& one : fronts_) {
      for (const cloud& each : one.clouds) {
        if (each.instance == instance && each.is_over) call(one.what);
      }
    }
  }
  /// What each fault did: a hit is a window, of each instance where it has its own.
  const fault::ledger& book() const { return book_; }

 private:
  /// One fault on one instance.
  struct cloud {
    std::uint32_t instance;
    std::vector<scenario::window_walk> walk;  ///< one, or none where it has no window of its own
    time_point begins{};                      ///< the stretch that is walked
    bool is_over = false;                     ///< the instance
  };
  struct front {
    scenario::placed_fault what;
    std::vector<cloud> clouds;
    time_point over_since{};
  };

  front made_of(scenario::placed_fault what, time_point at);
  void move(front& one, cloud& each, time_point at, land& below);
  void come(front& one, cloud& each, time_point at, land& below);
  void go(front& one, cloud& each, time_point at, land& below);
  static time_point change_of(const cloud& each);
  void look_ahead();

  chance dice_;
  std::vector<front> fronts_;
  time_point next_change_ = never;
  fault::ledger book_;
};

}  // namespace surgeline::model
