#include "surgeline/sidecar/armory.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <utility>

#include "surgeline/core/chance.hpp"
#include "surgeline/core/contains.hpp"
#include "surgeline/scenario/arming.hpp"
#include "surgeline/scenario/fault_windows.hpp"
#include "surgeline/traffic/locked_cell.hpp"

namespace surgeline::sidecar {
namespace {

/// Workers share what faults remember.
std::shared_ptr<fault::cell> make_locked() { return std::make_shared<traffic::locked_cell>(); }

std::vector<std::string> static_ids(const scenario::file& of) {
  std::vector<std::string> ids;
  for (const scenario::fault& one : of.faults) {
    if (is_static(one)) ids.push_back(one.id);
  }
  return ids;
}

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

std::string_view word(scenario::door by) {
  switch (by) {
    case scenario::door::file:
      return "file";
    case scenario::door::toxiproxy:
      return "toxiproxy";
    case scenario::door::v1:
    case scenario::door::runner:
      break;
  }
  return config::name_of(by);
}

bool standing::advance(time_point now) {
  const auto before = std::exchange(in_force, since);
  if (!windows) return in_force != before;
  windows->advance(now - since);
  in_force.reset();
  if (const auto opened = windows->open_since()) in_force = since + *opened;
  return in_force != before;
}

armory::armory(const scenario::file& served, std::uint64_t salt, time_point now) : salt_(salt) {
  serve(served, now);
}

problems armory::announce(const scenario::file& next) {
  announced_ = static_ids(next);
  problems found;
  for (const standing& one : standing_) {
    const std::string& id = catalogue_.faults[one.slot].id;
    if (one.by == scenario::door::file || !contains(announced_, id)) continue;
    found.add(
        {},
        one.is_leased() ? fmt::format("a fault of lease {} is called `{}` too", lease_->id, id)
                        : fmt::format("a fault that stands alone is called `{}` too", id),
        "give the file's an `id` of its own, or read the file again when that one has ended"
    );
  }
  return found;
}

void armory::serve(const scenario::file& next, time_point now) {
  announced_.clear();
  static_ids_ = static_ids(next);
  std::vector<scenario::fault> known = std::move(catalogue_.faults);
  catalogue_ = next;
  catalogue_.faults = std::move(known);
  std::vector<standing> all;
  ++batch_;
  for (memory& one : slots_) one.of_file = false;
  for (const scenario::fault& one : next.faults) {
    const auto slot = known_slot(one);
    const standing* const armed = slot ? of(*slot) : nullptr;
    if (is_static(one) && !frozen_)
      all.push_back(stand(one, of_file(), now));
    else if (armed == nullptr ||
             armed->by == scenario::door::file)  // else a run has armed it, and knows it better
      slot_of(one, is_static(one) ? ending::ttl : ending::lease);
    if (const auto has = known_slot(one)) slots_[*has].of_file = true;
  }
  std::ranges::copy_if(standing_, std::back_inserter(all), [](const standing& one) {
    return one.by != scenario::door::file;
  });
  standing_ = std::move(all);
}

grant armory::put(const scenario::plan_request& asked, time_point now) {
  using enum grant::answer;
  if (frozen_) return {frozen, {}};
  if (asked.id && (!lease_ || lease_->id != *asked.id)) return {unknown, *asked.id};
  if (!asked.id && lease_) return {taken, lease_->id};
  if (!fits(asked.faults)) return {too_many, {}};
  if (const auto id = taken_id(asked.faults, &standing::is_leased)) return {id_taken, *id};
  if (!lease_) lease_ = lease{.id = fmt::format("{:016x}", mix(salt_, ++leases_))};
  lease_->by = asked.by;
  lease_->length = asked.lease.value_or(catalogue_.safety.usual_lease());
  lease_->renewed = now;
  lease_->seed = asked.seed.value_or(catalogue_.head.seed);
  lease_->run = asked.run;

  std::vector<standing> leased;
  for (const scenario::fault& one : asked.faults) {
    if (one.enabled) leased.push_back(stand(one, of_lease(), now));
  }
  std::erase_if(standing_, std::mem_fn(&standing::is_leased));
  standing_.insert(first_alone(), leased.begin(), leased.end());
  return {given, lease_->id};
}

armory::claim armory::of_lease() const {
  return {.by = lease_->by, .seed = lease_->seed, .leased = true, .owner = leases_};
}

bool armory::renew(const std::string& id, time_point now) {
  if (!lease_ || lease_->id != id) return false;
  lease_->renewed = now;
  return true;
}

bool armory::end(const std::string& id) {
  if (!lease_ || lease_->id != id) return false;
  lease_.reset();
  std::erase_if(standing_, std::mem_fn(&standing::is_leased));
  return true;
}

void armory::clear() {
  lease_.reset();
  standing_.clear();
}

void armory::freeze() {
  clear();
  frozen_ = true;
}

change armory::advance(time_point now) {
  change made;
  const bool silent = lease_ && lease_->until() <= now;
  if (silent) made.lease = std::exchange(lease_, {})->id;
  std::erase_if(standing_, [&](const standing& one) {
    const bool over = one.until <= now || (silent && one.is_leased());
    if (over) made.ended.push_back(catalogue_.faults[one.slot].id);
    return over;
  });
  for (standing& one : standing_) made.windows |= walk(one, now);
  return made;
}

time_point armory::next_change() const {
  time_point next = lease_ ? lease_->until() : surgeline::never;
  for (const standing& one : standing_) next = std::min({next, one.until, one.next_change()});
  return next;
}

bool armory::walk(standing& one, time_point now) {
  const bool changed = one.advance(now);
  std::optional<time_point>& first = slots_[one.slot].first;
  if (!first) first = one.in_force;
  return changed;
}

/// When a fault in force first came in force for its owner.
time_point armory::first_of(const standing& one) const {
  return slots_[one.slot].first.value_or(*one.in_force);
}

duration armory::on_ramps(const standing& one, time_point now) const {
  if (!one.in_force) return {};
  const bool restarts = catalogue_.faults[one.slot].restarts();
  return now - (restarts ? *one.in_force : first_of(one));
}

const standing* armory::of(std::uint32_t slot) const {
  const auto found = std::ranges::find(standing_, slot, &standing::slot);
  return found == standing_.end() ? nullptr : &*found;
}

std::shared_ptr<const fault::plan> armory::plan_for(const scenario::proxy& what) {
  std::vector<std::uint32_t> slots;
  scenario::course so_far;
  for (const standing& one : standing_) {
    if (!one.in_force) continue;
    slots.push_back(one.slot);
    so_far.activations.push_back({one.slot, {first_of(one), *one.in_force}});
    so_far.activations.push_back({one.slot, {*one.in_force, one.until}});
  }
  fault::cells& cells = cells_.try_emplace(what.id, make_locked).first->second;
  // A slot that a fault has changed since is not that of what connections remember.
  for (const std::uint32_t slot : slots) {
    while (cells.edition(slot) < slots_[slot].edition) cells.renew(slot);
  }
  return scenario::plan_for(catalogue_, what, slots, so_far, seed(), cells);
}

/// True for a fault that its owner has armed just so already.
bool armory::goes_on(const standing& before, const scenario::fault& of, const claim& by) const {
  return before.is_leased() == by.leased && before.seed == by.seed &&
         catalogue_.faults[before.slot] == of;
}

/// A fault that goes on keeps its windows and its ramps, and its age counts.
standing armory::stand(const scenario::fault& of, const claim& by, time_point now) {
  const auto known = known_slot(of);
  const standing* const before = known ? this->of(*known) : nullptr;
  const bool is_old = before != nullptr && goes_on(*before, of, by);
  standing made = is_old ? *before : standing{.since = now};
  made.by = by.by;
  made.seed = by.seed;
  const duration longest = scenario::longest_age(of, made.by, catalogue_);
  made.ends = by.leased ? ending::lease : longest == forever ? ending::never : ending::ttl;
  made.until = after(made.since, longest);
  made.slot = slot_of(of, made.ends);
  memory& known_as = slots_[made.slot];
  if (by.owner != known_as.owner || (!by.leased && !is_old)) known_as.first.reset();
  known_as.owner = by.owner;
  if (of.schedule && scenario::has_common_windows(of) && !is_old)
    made.windows.emplace(*of.schedule, chance{made.seed}, scenario::windows_name(of, 0));
  walk(made, now);
  return made;
}

/// An id that another fault has which is there to stay.
std::optional<std::string> armory::taken_id(
    const std::vector<scenario::fault>& more,
    const replaces& gives_way
) const {
  const auto is_elses = [&](const std::string& id) {
    return std::ranges::any_of(standing_, [&](const standing& one) {
      return one.by != scenario::door::file && !gives_way(one) &&
             catalogue_.faults[one.slot].id == id;
    });
  };
  for (const scenario::fault& one : more) {
    if (contains(static_ids_, one.id) || contains(announced_, one.id) || is_elses(one.id))
      return one.id;
  }
  return {};
}

}  // namespace surgeline::sidecar
