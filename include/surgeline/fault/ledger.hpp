#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "surgeline/core/buckets.hpp"
#include "surgeline/core/time.hpp"

namespace surgeline::fault {

/// What one fault did, counted where it did it; the raw material of attestation.
struct tally {
  std::uint64_t evaluated = 0;  ///< units (connections, turns) it could have hit
  std::uint64_t selected = 0;   ///< units its draw picked
  std::uint64_t capped = 0;  ///< units its draw picked in vain: as many as may be were hit already
  std::uint64_t injected = 0;  ///< selected units in which it really did something
  std::uint64_t delayed = 0;   ///< chunks let go late
  double planned_seconds =
      0;  ///< sum of the delays decided for them; a stall's is what it was held
  double measured_seconds = 0;  ///< sum of the delays they really had
  duration longest{};           ///< the longest of them

  std::uint64_t delayed_bytes = 0;    ///< of the chunks let go late
  std::uint64_t dropped_bytes = 0;    ///< cut off, swallowed, or held until the connection was gone
  std::uint64_t corrupted_bytes = 0;  ///< changed
  std::uint64_t lost = 0;             ///< jobs that a crash ended, keys that a flush had forgotten
  std::uint64_t held = 0;    ///< chunks, and connections coming in, that wait for it just now
  bucket_counts delays{};    ///< how long chunks were really delayed
  bucket_counts lateness{};  ///< how much longer that was than decided

  tally& operator+=(const tally& other);
  bool operator==(const tally&) const = default;
};

/// One draw: whom, the how-manieth time, the number, the threshold it was held against, and what came of it.
struct decision {
  std::uint32_t slot = 0;  ///< of the fault
  std::string key;
  std::uint64_t index = 0;
  double draw = 0;
  double threshold = 0;
  bool selected = false;
  bool operator==(const decision&) const = default;
};

/// The book of one writer (a worker, or the simulator): tallies by fault slot, and the first decisions in full.
class ledger {
 public:
  /// Decisions kept in full; more are counted in the tallies only.
  static constexpr std::size_t kept_decisions = 100'000;

  tally& of(std::uint32_t slot) {
    if (slot >= tallies_.size()) tallies_.resize(slot + 1);
    return tallies_[slot];
  }
  /// False when as many decisions are kept as will be.
  bool has_room() const { return decisions_.size() < kept_decisions; }
  /// Keeps a decision in full, while there is room.
  void note(decision made) {
    if (has_room()) decisions_.push_back(std::move(made));
  }
  /// A chunk of `bytes` that fault `slot` delayed has left: `planned` (never `forever`) and `measured` from its arrival;
  /// both are the same where nobody had decided how long it should wait.
  void left(std::uint32_t slot, duration planned, duration measured, std::size_t bytes);
  /// Adds another writer's book; its decisions come after those that are here.
  void merge(const ledger& other);

  /// Another fault has the slot from now on: what it did is counted from 0.
  void forget(std::uint32_t slot) {
    if (slot < tallies_.size()) tallies_[slot] = tally{.held = tallies_[slot].held};
  }

  /// Gives away what was noted: a copy of the tallies, which go on, and the decisions, which are forgotten here.
  ledger hand_over() {
    ledger given;
    given.tallies_ = tallies_;
    given.decisions_.swap(decisions_);
    return given;
  }

  /// By slot; a fault that was never evaluated may be beyond the end.
  const std::vector<tally>& tallies() const { return tallies_; }
  /// In the order in which they were made; those of several writers one writer after the other.
  const std::vector<decision>& decisions() const { return decisions_; }

 private:
  std::vector<tally> tallies_;
  std::vector<decision> decisions_;
};

}  // namespace surgeline::fault
