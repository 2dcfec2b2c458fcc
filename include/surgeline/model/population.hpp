#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "surgeline/core/chance.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/measure/meter.hpp"
#include "surgeline/model/arrivals.hpp"
#include "surgeline/model/caller.hpp"
#include "surgeline/model/frame.hpp"
#include "surgeline/model/users.hpp"
#include "surgeline/resilience/outcome.hpp"
#include "surgeline/scenario/blueprint.hpp"

namespace surgeline::model {

/// The callers of one load as decisions: when requests start, on which connection, and what became of them; how each is
/// carried on is its `caller`'s to say. Told what happens and what time it is, it says what to send and when it wants to be
/// told the time again. The late answer of an attempt that was given up is counted.
class population final : call_listener {
 public:
  /// More requests under way than this are dropped, and the run is inconclusive.
  static constexpr std::size_t most_open = 1'000'000;

  population(const scenario::file& from, const scenario::route& way, chance dice);

  /// Starts, gives up and tries again what is due by `now`.
  void advance(time_point now, wire& out);
  /// The next start, time-out or retry.
  time_point next_due() const;
  /// An answer arrived.
  void answered(std::uint64_t attempt, const resilience::answer& how, time_point now, wire& out);
  /// A connection was lost (`reset`), or could not be made (`unreachable`), with all attempts on it.
  void lost(const line& which, resilience::outcome why, time_point now, wire& out);
  /// From `now` on requests come at `factor` times the rate of the file, or from so large a part of the users.
  void scale(double factor, time_point now);

  /// Names the logical request that an attempt is for.
  std::uint64_t key_of(std::uint64_t attempt) const {
    return request_key(client_name_, caller::number_of(attempt));
  }

  /// Where it counts: for the load itself, and for the service the work it no longer wanted.
  measure::meter& numbers() { return numbers_; }
  measure::meter& waste() { return waste_; }
  /// All of them, and that of its policy.
  std::vector<measure::meter*> meters();

 private:
  /// `user`: who asks, in a closed load.
  void begin(std::optional<std::uint32_t> user, time_point intended, time_point now, wire& out);
  void sent(time_point now) override;
  void over(const call& which, resilience::outcome how, time_point now) override;

  scenario::load load_;
  chance dice_;
  std::uint64_t client_name_;
  arrivals arrivals_;           // of an open load
  std::optional<users> users_;  // of a closed one
  caller caller_;
  std::uint64_t begun_ = 0;
  measure::meter numbers_;
  measure::meter waste_;
};

}  // namespace surgeline::model
