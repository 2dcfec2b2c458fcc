#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "surgeline/admin/control_address.hpp"
#include "surgeline/core/endpoint.hpp"
#include "surgeline/core/problem.hpp"
#include "surgeline/runner/target.hpp"
#include "surgeline/scenario/sidecar_record.hpp"
#include "surgeline/traffic/book.hpp"

namespace surgeline::runner {

/// The sidecars of a run, armed together or not at all. A proxy of the file is on one of them at least. They are asked side by
/// side: one that is silent keeps nobody else waiting at the end.
class fleet {
 public:
  /// Meets all of them, then takes all leases; what is in the way is in `found`, a sentence a sidecar, and then there is nothing
  /// to use. `lost` is called, from any thread, when there is something in `take_lost`.
  fleet(
      const std::vector<admin::control_address>& controls,
      const scenario::file& from,
      std::uint64_t seed,
      problems& found,
      const std::function<void()>& lost = [] {}
  );
  fleet(const fleet&) = delete;
  fleet& operator=(const fleet&) = delete;
  /// Clears what it armed, everywhere at once.
  ~fleet();

  /// Where a proxy (by its index in the file) listens: everywhere, sidecar by sidecar.
  std::vector<endpoint> addresses(std::size_t proxy) const;
  /// Puts in force what the conductor says; `done` is called when it is on all of them, or cannot be.
  void arm(const scenario::conductor& by, const std::function<void()>& done);
  /// What each proxy has counted since the run began, on all of them together; `to` is called for each.
  void take_counts(const std::function<void(std::size_t, traffic::counts)>& to);
  /// What each fault of the file has done since the run began, on all of them together.
  void take_faults(const std::function<void(fault::ledger)>& to);
  /// What the run tells of itself.
  void tell(const scenario::run_story& story);
  /// What its loads ask for and get, for whoever watches a sidecar.
  void tell(const scenario::run_figures& figures);

  /// Sidecars that were lost since it was last asked, by number, and why.
  std::vector<std::pair<std::size_t, std::string>> take_lost();
  /// Why the run cannot go on: more of them are lost than the quorum allows.
  std::optional<std::string> trouble() const;
  /// What each had to do with the run, as far as was last heard.
  std::vector<scenario::sidecar_record> records() const;

 private:
  using step = void (target::*)(std::function<void()>);

  /// Has all of them do it, side by side, and waits.
  void all_do(step what);
  void check_targets(problems& found) const;
  void add_troubles(problems& found) const;
  void count(const std::function<void(const target::account&)>& to);

  const scenario::file& from_;
  std::vector<std::unique_ptr<target>> targets_;
  std::vector<bool> lost_;  // as far as was told
  mutable std::mutex mutex_;
  std::vector<target::account> latest_;  // by target
};

}  // namespace surgeline::runner
