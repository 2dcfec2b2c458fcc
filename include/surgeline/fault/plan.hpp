#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "surgeline/core/chance.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/core/varying.hpp"
#include "surgeline/fault/catalog.hpp"
#include "surgeline/fault/context.hpp"
#include "surgeline/fault/effect.hpp"
#include "surgeline/fault/ledger.hpp"

namespace surgeline::fault {

/// The unit of a fault's draw: what a probability is a share of.
enum class unit : std::uint8_t { connection, request };

/// One fault in force on a proxy.
struct armed {
  std::string id;
  std::uint32_t slot = 0;            ///< its ordinal among the faults of the run; indexes ledgers
  kind what;
  varying<double> probability = 1.0; ///< 0..1, share of units it picks
  unit per = unit::connection;
  time_point since{};                ///< in force from here
  time_point first{};                ///< first in force in this run: the clock of its ramps
  std::uint64_t name = 0;            ///< hash of the id; the plan fills it
};

/// The immutable set of faults in force on one proxy, shared by pointer; arming swaps the pointer.
class plan {
 public:
  plan(chance dice, std::vector<armed> faults);

  /// Decides for a connection that has just been accepted.
  effect on_connect(subject& who, time_point now, ledger& book) const;
  /// Decides for bytes that have just arrived.
  effect on_chunk(subject& who, const chunk& what, ledger& book) const;
  /// Decides anew, after a swap, for bytes that still wait: only faults that were in force when they arrived, and still
  /// are, count; nothing is written to a book and no terminal action is given.
  effect reconsider(subject& who, const chunk& what) const;

  /// True when an armed fault touches bytes that travel in `towards` (which must not be `both`).
  bool touches(direction towards) const;
  bool empty() const { return faults_.empty(); }
  const std::vector<armed>& faults() const { return faults_; }

 private:
  bool selects(const armed& fault, subject& who, duration elapsed, ledger* book) const;

  chance dice_;
  std::vector<armed> faults_;
};

/// The plan in which nothing is armed.
std::shared_ptr<const plan> nothing_armed();

}  // namespace surgeline::fault
