#include "surgeline/fault/ledger.hpp"

#include <algorithm>

namespace surgeline::fault {
namespace {

void add(bucket_counts& to, const bucket_counts& more) {
  for (std::size_t i = 0; i < to.size(); ++i) to[i] += more[i];
}

}  // namespace

tally& tally::operator+=(const tally& other) {
  evaluated += other.evaluated;
  selected += other.selected;
  capped += other.capped;
  injected += other.injected;
  delayed += other.delayed;
  planned_seconds += other.planned_seconds;
  measured_seconds += other.measured_seconds;
  longest = std::max(longest, other.longest);
  lost += other.lost;
  delayed_bytes += other.delayed_bytes;
  dropped_bytes += other.dropped_bytes;
  corrupted_bytes += other.corrupted_bytes;
  held += other.held;
  add(delays, other.delays);
  add(lateness, other.lateness);
  return *this;
}

void ledger::left(std::uint32_t slot, duration planned, duration measured, std::size_t bytes) {
  tally& fault = of(slot);
  ++fault.delayed;
  fault.planned_seconds += seconds(planned);
  fault.measured_seconds += seconds(measured);
  fault.longest = std::max(fault.longest, measured);
  fault.delayed_bytes += bytes;
  ++fault.delays[bucket_of(measured)];
  if (measured != planned) ++fault.lateness[bucket_of(measured - planned)];
}

void ledger::merge(const ledger& other) {
  for (std::uint32_t slot = 0; slot < other.tallies_.size(); ++slot)
    of(slot) += other.tallies_[slot];
  for (const decision& made : other.decisions_) note(made);
}

}  // namespace surgeline::fault
