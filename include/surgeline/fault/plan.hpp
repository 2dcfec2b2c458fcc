#pragma once

#include <array>
#include <cstddef>
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
enum class unit : std::uint8_t {
  connection,  ///< one draw for a whole connection
  request,     ///< one draw for each turn
};

/// One fault in force on a proxy.
struct armed {
  std::string id;          ///< what its draws are keyed by
  std::uint32_t slot = 0;  ///< its ordinal among the faults of the run; indexes ledgers
  kind what;
  varying<double> probability = 1.0;  ///< 0..1, share of units it picks
  unit per = unit::connection;
  time_point since{};  ///< in force from here
  time_point first{};  ///< first in force in this run: the clock of its ramps
};

/// The immutable set of faults in force on one proxy, shared by pointer; arming swaps the pointer.
/// All delays add; of the faults that end a connection the first in plan order wins.
class plan {
 public:
  /// Every decision is a pure function of `dice`, the fault, the connection and what happens on it.
  plan(chance dice, std::vector<armed> faults);

  /// Decides for a connection that has just been accepted.
  effect on_connect(subject& who, time_point now, ledger& book) const;
  /// Decides for bytes that have just arrived.
  effect on_chunk(subject& who, const chunk& what, ledger& book) const;
  /// Decides anew, after a swap, for bytes that still wait by `decided`: only faults that were in force when they
  /// arrived, and still are, count; nothing is written to a book and no terminal action is given.
  effect reconsider(const subject& who, const chunk& what, const effect& decided) const;

  /// True when an armed fault touches bytes that travel in `towards` (which must not be `both`). Where none does, a
  /// carrier need not ask, if it tells the subject who speaks.
  bool touches(direction towards) const { return touched_[static_cast<std::size_t>(towards)]; }
  bool empty() const { return faults_.empty(); }
  const std::vector<armed>& faults() const { return faults_; }

 private:
  /// What is worked out once about a fault, so that a chunk costs little.
  struct prepared {
    std::uint64_t picking, meeting, sizing;  // the names of its draws
    std::array<bool, 2> touches;             // bytes, by direction
  };
  /// A draw that picks a unit or does not.
  struct pick {
    double draw, threshold;
    bool hit() const { return draw < threshold; }
  };

  pick picks(std::size_t fault, std::uint64_t key, std::uint64_t unit, duration elapsed) const;
  bool selects(std::size_t fault, subject& who, duration elapsed, ledger& book) const;
  void injects(std::size_t fault, subject& who, ledger& book) const;
  effect decide(std::size_t fault, const subject& who, const chunk& what) const;

  chance dice_;
  std::vector<armed> faults_;
  std::vector<prepared> prepared_;  // beside faults_
  std::array<bool, 2> touched_{};
};

/// The plan in which nothing is armed.
std::shared_ptr<const plan> nothing_armed();

}  // namespace surgeline::fault
