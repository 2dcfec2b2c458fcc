#include <algorithm>
#include <utility>

#include "surgeline/core/contains.hpp"
#include "surgeline/sidecar/armory.hpp"

/// The faults of toxics: they stand by themselves, each until it is taken away or too old.
namespace surgeline::sidecar {
namespace {

/// The owner of what no lease and no file has armed: no ordinal of a lease.
constexpr std::uint64_t of_nobody = ~std::uint64_t{0};

}  // namespace

armory::claim armory::of_toxic() const {
  return {
      .by = scenario::door::toxiproxy,
      .seed = catalogue_.head.seed,
      .leased = false,
      .owner = of_nobody
  };
}

std::vector<standing>::iterator armory::first_of_toxics() {
  return std::ranges::find_if(standing_, &standing::is_of_toxic);
}

grant armory::put_toxic(
    const std::vector<std::string>& before,
    const std::vector<scenario::fault>& next,
    time_point now
) {
  using enum grant::answer;
  if (frozen_) return {frozen, {}};
  if (!fits(next)) return {too_many, {}};
  if (const auto id = taken_id(next, true)) return {id_taken, *id};
  std::vector<standing> made;
  made.reserve(next.size());
  for (const scenario::fault& one : next) {
    const auto came = contains(before, one.id) ? came_at(one) : std::nullopt;
    made.push_back(stand(one, of_toxic(), now));
    if (came) slots_[made.back().slot].first = came;
  }
  const auto was = [&](const standing& one) {
    return one.is_of_toxic() && contains(before, catalogue_.faults[one.slot].id);
  };
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

void armory::take_toxics(const std::vector<std::string>& ids) {
  std::erase_if(standing_, [&](const standing& one) {
    return one.is_of_toxic() && contains(ids, catalogue_.faults[one.slot].id);
  });
}

bool armory::has_toxic(const std::string& id) const {
  return std::ranges::any_of(standing_, [&](const standing& one) {
    return one.is_of_toxic() && catalogue_.faults[one.slot].id == id;
  });
}

}  // namespace surgeline::sidecar
