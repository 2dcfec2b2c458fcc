#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "surgeline/core/problem.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/fault/plan.hpp"
#include "surgeline/scenario/daemon_fault.hpp"
#include "surgeline/scenario/file.hpp"
#include "surgeline/scenario/plan_request.hpp"
#include "surgeline/scenario/window_walk.hpp"

namespace surgeline::sidecar {

/// What ends a fault that is in force: its owner's silence, its age, or nothing.
enum class ending : std::uint8_t { lease, ttl, never };

/// The word of an ending, as in metrics: `lease`, `ttl`, `static`.
std::string_view word(ending what);
/// The word of a door, as in metrics: `file`, `v1`, `runner`, `toxiproxy`.
std::string_view word(scenario::door by);

/// A fault that is armed. It is in force while a window of its schedule is open; without a schedule, all the time.
struct standing {
  std::uint32_t slot = 0;  ///< in the armory's catalogue
  scenario::door by = scenario::door::file;
  ending ends = ending::ttl;
  std::uint64_t seed = 1;  ///< of its windows
  time_point since{};      ///< they count from here
  time_point until = surgeline::never;
  std::optional<time_point> in_force;  ///< since when; empty between windows
  std::optional<scenario::window_walk> windows;

  bool is_leased() const { return ends == ending::lease; }
  /// Neither the file's nor a lease's: it was armed by a call of its own.
  bool stands_alone() const { return by != scenario::door::file && !is_leased(); }
  /// Moves on to `now`; true when it has come in force, or is no longer.
  bool advance(time_point now);
  /// When it must be told the time next.
  time_point next_change() const {
    return windows ? after(since, windows->next_change()) : surgeline::never;
  }
};

/// The right to have faults armed, until its owner falls silent.
struct lease {
  std::string id;
  scenario::door by = scenario::door::v1;
  duration length{};
  time_point renewed{};
  std::uint64_t seed = 1;
  std::optional<scenario::run_identity> run;  ///< on whose behalf

  time_point until() const { return after(renewed, length); }
  bool operator==(const lease&) const = default;
};

/// What came of asking for a plan.
struct grant {
  enum class answer : std::uint8_t {
    given,     ///< `id` is the lease
    taken,     ///< somebody else's lease holds
    unknown,   ///< there is no lease of that id, any more
    too_many,  ///< so many different faults cannot be armed at once
    frozen,    ///< nothing may be armed
    id_taken,  ///< a fault of somebody else is called `id`: a static one of the file, or one of another owner
  };
  answer what = answer::given;
  std::string id;
};

/// What time has changed.
struct change {
  std::optional<std::string> lease;  ///< the id of the one that nobody renewed
  std::vector<std::string> ended;    ///< ids of the faults that are armed no longer
  bool windows = false;  ///< faults have come in force, or are no longer, by their schedules
  bool nothing() const { return !lease && ended.empty() && !windows; }
};

/// Knows which faults are armed in a sidecar, by whom, when they are in force and when they end; decides, and is told the
/// time. The file's static faults stand beside those of one lease and those that stand alone, which nobody renews, and no two
/// of them have one id; everything ends at `max_fault_age`, unless the file lets it stay.
class armory {
 public:
  /// Different faults (by id and kind) that it remembers the numbers of. Beyond, one that is new takes the slot of the one that
  /// has not been armed for longest, unless the file has it.
  static constexpr std::size_t most_faults = 1000;

  /// `salt` tells its leases from those of other processes.
  armory(const scenario::file& served, std::uint64_t salt, time_point now);

  /// Another file is about to be served, so the ids of its static faults are taken from now on. Empty, or a problem for each
  /// that a fault of the lease or one that stands alone has already: then the file must not be served.
  problems announce(const scenario::file& next);
  /// What was announced is not served after all.
  void call_off() { announced_.clear(); }
  /// Another file is served from now on. Of its static faults, those that were in force already go on; so does the lease.
  void serve(const scenario::file& next, time_point now);

  /// Puts the faults of a lease in force, in place of those that it had; those that it had go on as they are.
  grant put(const scenario::plan_request& asked, time_point now);
  /// The owner of a lease is still there; false if the lease is not.
  bool renew(const std::string& id, time_point now);
  /// Ends a lease with its faults; false if there is no such lease.
  bool end(const std::string& id);
  /// Puts faults in force that stand alone, a toxic's or a single one, in place of those with the ids `before`, in their place;
  /// those that have not changed go on as they are. Nothing is changed unless the answer is `given`.
  grant put_alone(
      scenario::door by,
      const std::vector<std::string>& before,
      const std::vector<scenario::fault>& next,
      time_point now
  );
  /// Takes faults that stand alone away, by id.
  void take_alone(const std::vector<std::string>& ids);
  /// True while a fault that came through that door and stands alone is armed under that id.
  bool has_alone(const std::string& id, scenario::door by) const;
  /// A proxy is gone: what faults remember of it is too.
  void forget(const std::string& proxy) { cells_.erase(proxy); }
  /// Ends everything; static faults are in force again after the next `serve`.
  void clear();
  /// Ends everything, and from here on nothing may be armed, whoever asks, until it is unfrozen.
  void freeze();
  /// What is asked for may be armed again; static faults are in force again after the next `serve`.
  void unfreeze() { frozen_ = false; }
  bool is_frozen() const { return frozen_; }
  /// Moves on to `now`: ends what is due, opens windows and closes them.
  change advance(time_point now);
  /// When it must be advanced next.
  time_point next_change() const;

  /// Every fault that is armed, each slot once: those of the file in its order, then those of the lease in the order of its
  /// plan, then those that stand alone as they came. A plan asks them in that order too; slots are numbered as faults were first
  /// heard of.
  const std::vector<standing>& standings() const { return standing_; }
  /// When a fault ends: by its age, or before that with its lease unless that is renewed.
  time_point end_of(const standing& one) const {
    return one.is_leased() && lease_ ? std::min(one.until, lease_->until()) : one.until;
  }
  /// How far the ramps of a fault in force have come.
  duration on_ramps(const standing& one, time_point now) const;
  const std::optional<lease>& held() const { return lease_; }
  /// Of every draw: the lease's, or the file's without one.
  std::uint64_t seed() const { return lease_ ? lease_->seed : catalogue_.head.seed; }
  /// Slots that faults have taken over from others since it was asked last: what is known of them is not these faults'.
  std::vector<std::uint32_t> taken_over() { return std::exchange(taken_over_, {}); }
  /// The file with every fault that is remembered, by slot.
  const scenario::file& catalogue() const { return catalogue_; }
  /// The standing of a slot; null while it is not armed.
  const standing* of(std::uint32_t slot) const;
  /// What a slot that is not armed would end by.
  ending usual_ending(std::uint32_t slot) const { return slots_[slot].usual; }
  /// The faults in force on a daemon.
  std::vector<scenario::daemon_fault> daemon_faults_for(
      const std::string& daemon,
      const scenario::daemon_layout& where
  ) const;
  /// The plan of one of the file's proxies.
  std::shared_ptr<const fault::plan> plan_for(const scenario::proxy& what);

 private:
  /// What is remembered of a fault, armed or not.
  struct memory {
    ending usual = ending::ttl;
    std::uint32_t edition = 0;  ///< how often its options have changed
    std::uint64_t batch = 0;    ///< in which it was armed last, or is about to be
    bool of_file = false;       ///< the file that is served has it
    std::uint64_t owner =
        0;  ///< the ordinal of the lease that armed it last; else what its claim says
    /// When it first came in force for that owner: the clock of its ramps.
    std::optional<time_point> first;
  };

  /// On whose behalf a fault stands.
  struct claim {
    scenario::door by = scenario::door::file;
    std::uint64_t seed = 1;
    bool leased = false;
    std::uint64_t owner = 0;
  };
  claim of_file() const { return {.seed = catalogue_.head.seed}; }
  claim of_lease() const;
  claim alone(scenario::door by) const;

  std::optional<std::uint32_t> known_slot(const scenario::fault& of) const;
  std::uint32_t slot_of(const scenario::fault& of, ending usual);
  standing stand(const scenario::fault& of, const claim& by, time_point now);
  bool goes_on(const standing& before, const scenario::fault& of, const claim& by) const;
  bool walk(standing& one, time_point now);
  time_point first_of(const standing& one) const;
  std::optional<std::uint32_t> longest_unused() const;
  bool is_free(std::uint32_t slot) const;
  bool fits(const std::vector<scenario::fault>& more);
  /// Whether a standing is to make room for those that are asked for.
  using replaces = std::function<bool(const standing& one)>;
  std::optional<std::string> taken_id(
      const std::vector<scenario::fault>& more,
      const replaces& gives_way
  ) const;
  std::vector<standing>::iterator first_alone();
  std::optional<time_point> came_at(const scenario::fault& what) const;

  std::uint64_t salt_;
  std::uint64_t leases_ = 0;  // given so far
  scenario::file catalogue_;
  std::vector<memory> slots_;                        // beside the catalogue's faults
  std::vector<std::string> static_ids_, announced_;  // of the file, and of the one to come
  std::vector<standing> standing_;
  std::optional<lease> lease_;
  bool frozen_ = false;
  std::uint64_t batch_ = 0;  // faults that were armed together
  std::vector<std::uint32_t> taken_over_;
  std::map<std::string, fault::cells> cells_;  // what faults remember beyond connections, by proxy
};

}  // namespace surgeline::sidecar
