#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <utility>
#include <vector>

#include "surgeline/core/chance.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/measure/meter.hpp"
#include "surgeline/model/caller.hpp"
#include "surgeline/model/server.hpp"
#include "surgeline/resilience/outcome.hpp"
#include "surgeline/scenario/blueprint.hpp"

namespace surgeline::model {

/// The calls that the replicas of one service make by one entry of its `calls`, as decisions: each errand of a job becomes a
/// call under the entry's policy. What is over is not told at once but asked for, since a server must not be told within
/// `begin`.
class service_caller final : call_listener {
 public:
  /// An errand that is over.
  struct finished {
    std::uint64_t ticket = 0;
    resilience::outcome how = resilience::outcome::ok;
    bool operator==(const finished&) const = default;
  };

  service_caller(const scenario::file& from, const scenario::route& way, chance dice);

  /// An errand becomes a call.
  void begin(const errand& what, time_point now, wire& out);
  /// Gives up and tries again what is due by `now`.
  void advance(time_point now, wire& out) { caller_.advance(now, out); }
  /// The next time-out or retry.
  time_point next_due() const { return caller_.next_due(); }
  /// An answer arrived.
  void answered(std::uint64_t attempt, const resilience::answer& how, time_point now, wire& out);
  /// A connection was lost (`reset`), or could not be made (`unreachable`), with all attempts on it.
  void lost(const line& which, resilience::outcome why, time_point now, wire& out) {
    caller_.lost(which, why, now, out);
  }

  /// Names the logical request that an attempt is for: its job's, at this call; 0 once the call is over.
  std::uint64_t key_of(std::uint64_t attempt) const {
    const auto found = begun_for_.find(caller::number_of(attempt));
    return found == begun_for_.end() ? 0 : found->second.key;
  }

  /// The errands that are over since this was asked last, in the order of their ends.
  std::vector<finished> take_finished() { return std::exchange(finished_, {}); }
  bool has_finished() const { return !finished_.empty(); }

  /// Where it counts the work of the called service that it no longer wanted.
  measure::meter& waste() { return waste_; }
  /// That, and where its policy counts.
  std::vector<measure::meter*> meters();

 private:
  void sent(time_point) override {}
  void over(const call& which, resilience::outcome how, time_point now) override;

  caller caller_;
  std::vector<std::uint64_t> begun_;                            // calls, by replica
  boost::unordered_flat_map<std::uint64_t, errand> begun_for_;  // by call
  std::vector<finished> finished_;
  measure::meter waste_;
};

}  // namespace surgeline::model
