#include <algorithm>
#include <utility>

#include "surgeline/core/contains.hpp"
#include "surgeline/sidecar/armory.hpp"

/// Faults that stand alone, toxics' and single ones: each until it is taken away or too old.
namespace surgeline::sidecar {
namespace {

/// The owner of what no lease and no file has armed: no ordinal of a lease.
constexpr std::uint64_t of_nobody = ~std::uint64_t{0};

}  // namespace

armory::claim armory::alone(scenario::door by) const {
  return {.by = by, .seed = catalogue_.head.seed, .leased = false, .owner = of_nobody};
}

std::vector<standing>::iterator armory::first_alone() {
  return std::ranges::find_if(standing_, &standing::stands_alone);
}

grant armory::put_alone(
    scenario::door by,
    const std::vector<std::string>& before,
    const std::vector<scenario::fault>& next,
    time_point now
) {
  using enum grant::answer;
  if (frozen_) return {frozen, {}};
  if (!fits(next)) return {too_many, {}};
  const replaces was = [&](const standing& one) {
    return one.stands_alone() && one.by == by && contains(before, catalogue_.faults[one.slot].id);
  };
  if (const auto id = taken_id(next, was)) return {id_taken, *id};
  std::vector<standing> made;
  made.reserve(next.size());
  for (const scenario::fault& one : next) {
    const auto came = contains(before, one.id) ? came_at(one) : std::nullopt;
    made.push_back(stand(one, alone(by), now));
    if (came) slots_[made.back().slot].first = came;
  }
  const auto place = std::ranges::find_if(standing_, was);
  const auto ahead = static_cast<std::size_t>(place - standing_.begin());
  std::erase_if(standing_, was);
  const auto at = static_cast<std::ptrdiff_t>(std::min(ahead, standing_.size()));
  standing_.insert(standing_.begin() + at, made.begin(), made.end());
  return {given, {}};
}

/// When a fault that is armed already came first, whatever its options were.
std::optional<time_point> armory::came_at(const scenario::fault& what) const {
  const auto slot = known_slot(what);
  return slot && of(*slot) != nullptr ? slots_[*slot].first : std::nullopt;
}

void armory::take_alone(const std::vector<std::string>& ids) {
  std::erase_if(standing_, [&](const standing& one) {
    return one.stands_alone() && contains(ids, catalogue_.faults[one.slot].id);
  });
}

bool armory::has_alone(const std::string& id, scenario::door by) const {
  return std::ranges::any_of(standing_, [&](const standing& one) {
    return one.stands_alone() && one.by == by && catalogue_.faults[one.slot].id == id;
  });
}

}  // namespace surgeline::sidecar
