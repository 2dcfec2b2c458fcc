#include "surgeline/sidecar/armory.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "surgeline/core/chance.hpp"
#include "surgeline/scenario/arming.hpp"
#include "surgeline/traffic/locked_cell.hpp"

namespace surgeline::sidecar {
namespace {

/// Workers share what faults remember.
std::shared_ptr<fault::cell> make_locked() { return std::make_shared<traffic::locked_cell>(); }

}  // namespace

std::string_view word(ending what) {
  switch (what) {
    case ending::lease:
      return "lease";
    case ending::ttl:
      return "ttl";
    case ending::never:
      break;
  }
  return "static";
}

armory::armory(const scenario::file& served, std::uint64_t salt, time_point now) : salt_(salt) {
  serve(served, now);
}

void armory::serve(const scenario::file& next, time_point now) {
  std::vector<scenario::fault> known = std::move(catalogue_.faults);
  catalogue_ = next;
  catalogue_.faults = std::move(known);
  const ending usual = next.safety.allow_static ? ending::never : ending::ttl;
  std::vector<standing> all;
  for (const scenario::fault& one : next.faults) {
    if (is_static(one))
      all.push_back(stand(one, nullptr, now));
    else
      slot_of(one, ending::lease);
  }
  for (const standing& one : all) usual_[one.slot] = usual;
  std::ranges::copy_if(standing_, std::back_inserter(all), [](const standing& one) {
    return one.by != scenario::door::file;
  });
  standing_ = std::move(all);
}

grant armory::put(const scenario::plan_request& asked, time_point now) {
  using enum grant::answer;
  if (asked.id && (!lease_ || lease_->id != *asked.id)) return {unknown, *asked.id};
  if (!asked.id && lease_) return {taken, lease_->id};
  if (!fits(asked)) return {too_many, {}};
  if (!lease_) lease_ = lease{.id = fmt::format("{:016x}", mix(salt_, ++leases_))};
  lease_->by = asked.by;
  lease_->length = asked.lease.value_or(catalogue_.safety.lease);
  lease_->renewed = now;
  lease_->seed = asked.seed.value_or(catalogue_.head.seed);

  std::vector<standing> leased;
  for (const scenario::fault& one : asked.faults) {
    if (one.enabled) leased.push_back(stand(one, &*lease_, now));
  }
  std::erase_if(standing_, [](const standing& one) { return one.by != scenario::door::file; });
  standing_.insert(standing_.end(), leased.begin(), leased.end());
  return {given, lease_->id};
}

bool armory::renew(const std::string& id, time_point now) {
  if (!lease_ || lease_->id != id) return false;
  lease_->renewed = now;
  return true;
}

bool armory::end(const std::string& id) {
  if (!lease_ || lease_->id != id) return false;
  lease_.reset();
  std::erase_if(standing_, [](const standing& one) { return one.by != scenario::door::file; });
  return true;
}

void armory::clear() {
  lease_.reset();
  standing_.clear();
}

expiry armory::expire(time_point now) {
  expiry ended;
  const bool silent = lease_ && lease_->until() <= now;
  if (silent) ended.lease = std::exchange(lease_, {})->id;
  std::erase_if(standing_, [&](const standing& one) {
    const bool over = one.until <= now || (silent && one.by != scenario::door::file);
    if (over) ended.faults.push_back(catalogue_.faults[one.slot].id);
    return over;
  });
  return ended;
}

time_point armory::next_expiry() const {
  time_point next = lease_ ? lease_->until() : surgeline::never;
  for (const standing& one : standing_) next = std::min(next, one.until);
  return next;
}

const standing* armory::of(std::uint32_t slot) const {
  const auto found = std::ranges::find(standing_, slot, &standing::slot);
  return found == standing_.end() ? nullptr : &*found;
}

std::shared_ptr<const fault::plan> armory::plan_for(const scenario::proxy& what) {
  std::vector<std::uint32_t> slots;
  scenario::course so_far;
  for (const standing& one : standing_) {
    slots.push_back(one.slot);
    so_far.activations.push_back({one.slot, {one.since, one.until}});
  }
  const std::uint64_t seed = lease_ ? lease_->seed : catalogue_.head.seed;
  fault::cells& cells = cells_.try_emplace(what.id, make_locked).first->second;
  // A slot that a fault has changed since is not that of what connections remember.
  for (const std::uint32_t slot : slots) {
    while (cells.edition(slot) < editions_[slot]) cells.renew(slot);
  }
  return scenario::plan_for(catalogue_, what, slots, so_far, seed, cells);
}

std::optional<std::uint32_t> armory::known_slot(const scenario::fault& of) const {
  const auto found = std::ranges::find_if(catalogue_.faults, [&](const scenario::fault& one) {
    return one.id == of.id && one.what.index() == of.what.index();
  });
  if (found == catalogue_.faults.end()) return {};
  return static_cast<std::uint32_t>(found - catalogue_.faults.begin());
}

std::uint32_t armory::slot_of(const scenario::fault& of, ending usual) {
  const auto known = known_slot(of);
  if (known) {
    if (catalogue_.faults[*known] != of) ++editions_[*known];
    catalogue_.faults[*known] = of;
    usual_[*known] = usual;
    return *known;
  }
  catalogue_.faults.push_back(of);
  usual_.push_back(usual);
  editions_.push_back(0);
  return static_cast<std::uint32_t>(catalogue_.faults.size() - 1);
}

/// A fault that was in force just so goes on: its ramps keep their clock, and its age counts.
standing armory::stand(const scenario::fault& of, const lease* by, time_point now) {
  standing made{.by = by == nullptr ? scenario::door::file : by->by, .since = now};
  const auto known = known_slot(of);
  const standing* const before = known ? this->of(*known) : nullptr;
  const bool same_owner =
      before != nullptr && (before->by == scenario::door::file) == (by == nullptr);
  if (same_owner && catalogue_.faults[*known] == of) made.since = before->since;
  const duration longest =
      by == nullptr && catalogue_.safety.allow_static ? forever : longest_age();
  made.ends = by != nullptr ? ending::lease : longest == forever ? ending::never : ending::ttl;
  made.until = after(made.since, longest);
  made.slot = slot_of(of, made.ends);
  return made;
}

bool armory::fits(const scenario::plan_request& asked) const {
  const auto is_new = [this](const scenario::fault& one) { return !known_slot(one); };
  const auto more = std::ranges::count_if(asked.faults, is_new);
  return catalogue_.faults.size() + static_cast<std::size_t>(more) <= most_faults || more == 0;
}

duration armory::longest_age() const {
  return std::min(catalogue_.serve.max_fault_age.longest, catalogue_.safety.max_fault_age.longest);
}

}  // namespace surgeline::sidecar
