#include <algorithm>
#include <optional>

#include "surgeline/sidecar/armory.hpp"

/// Slots: each fault that is remembered has one, and those of faults that nobody uses any more go to others in the end.
namespace surgeline::sidecar {

std::optional<std::uint32_t> armory::known_slot(const scenario::fault& of) const {
  const auto found = std::ranges::find_if(catalogue_.faults, [&](const scenario::fault& one) {
    return one.id == of.id && one.what.index() == of.what.index();
  });
  if (found == catalogue_.faults.end()) return {};
  return static_cast<std::uint32_t>(found - catalogue_.faults.begin());
}

std::uint32_t armory::slot_of(const scenario::fault& of, ending usual) {
  const auto known = known_slot(of);
  const bool has_room = catalogue_.faults.size() < most_faults;
  const auto old = known || has_room ? known : longest_unused();
  const std::uint32_t slot = old.value_or(static_cast<std::uint32_t>(slots_.size()));
  if (!old) {
    catalogue_.faults.push_back(of);
    slots_.emplace_back();
  } else if (catalogue_.faults[slot] != of) {
    catalogue_.faults[slot] = of;
    ++slots_[slot].edition;
    slots_[slot].first.reset();
  }
  if (old && !known) taken_over_.push_back(slot);
  slots_[slot].usual = usual;
  slots_[slot].batch = batch_;
  return slot;
}

/// True where nothing is armed that has it, or is about to be.
bool armory::is_free(std::uint32_t slot) const {
  return !slots_[slot].of_file && slots_[slot].batch != batch_ && of(slot) == nullptr;
}

std::optional<std::uint32_t> armory::longest_unused() const {
  std::optional<std::uint32_t> found;
  for (std::uint32_t slot = 0; slot < slots_.size(); ++slot) {
    const bool is_older = !found || slots_[slot].batch < slots_[*found].batch;
    if (is_older && is_free(slot)) found = slot;
  }
  return found;
}

/// Whether there are slots for faults that are about to be armed together; those that they have already are theirs.
bool armory::fits(const std::vector<scenario::fault>& more) {
  ++batch_;
  std::size_t news = 0;
  for (const scenario::fault& one : more) {
    const auto known = known_slot(one);
    news += known ? 0 : 1;
    if (known) slots_[*known].batch = batch_;
  }
  std::size_t room = most_faults - std::min(most_faults, catalogue_.faults.size());
  for (std::uint32_t slot = 0; slot < slots_.size() && room < news; ++slot)
    room += is_free(slot) ? 1 : 0;
  return news <= room;
}

}  // namespace surgeline::sidecar
