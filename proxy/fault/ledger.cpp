#include "surgeline/fault/ledger.hpp"

#include <algorithm>

namespace surgeline::fault {

tally& tally::operator+=(const tally& other) {
  evaluated += other.evaluated;
  selected += other.selected;
  capped += other.capped;
  injected += other.injected;
  delayed += other.delayed;
  planned_seconds += other.planned_seconds;
  measured_seconds += other.measured_seconds;
  longest = std::max(longest, other.longest);
  return *this;
}

void ledger::left(std::uint32_t slot, duration planned, duration measured) {
  tally& fault = of(slot);
  ++fault.delayed;
  fault.planned_seconds += seconds(planned);
  fault.measured_seconds += seconds(measured);
  fault.longest = std::max(fault.longest, measured);
}

void ledger::merge(const ledger& other) {
  for (std::uint32_t slot = 0; slot < other.tallies_.size(); ++slot)
    of(slot) += other.tallies_[slot];
  for (const decision& made : other.decisions_) note(made);
}

}  // namespace surgeline::fault
