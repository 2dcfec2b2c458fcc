#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "surgeline/sidecar/sidecar.hpp"

/// Toxics: which there are, and the faults that they are.
namespace surgeline::sidecar {
namespace {

using how = outcome::how;

bool is_on(const placed_toxic& one, const std::string& proxy, const std::string& name) {
  return one.proxy == proxy && one.what.name == name;
}

outcome unknown_proxy() { return {how::no_proxy, "proxy not found"}; }
outcome unknown_toxic() { return {how::no_toxic, "toxic not found"}; }

}  // namespace

std::vector<toxic> sidecar::toxics_of(const std::string& proxy) const {
  std::vector<toxic> all;
  for (const auto towards : {fault::direction::to_upstream, fault::direction::to_client}) {
    for (const placed_toxic& one : toxics_) {
      if (one.proxy == proxy && one.what.towards == towards) all.push_back(one.what);
    }
  }
  return all;
}

void sidecar::add_toxic(std::string proxy, toxic what, told answered) {
  carry_out(
      [this, proxy = std::move(proxy), what = std::move(what)] {
        return put_toxic_now(proxy, what, true);
      },
      std::move(answered)
  );
}

void sidecar::change_toxic(std::string proxy, toxic what, told answered) {
  carry_out(
      [this, proxy = std::move(proxy), what = std::move(what)] {
        return put_toxic_now(proxy, what, false);
      },
      std::move(answered)
  );
}

void sidecar::remove_toxic(std::string proxy, std::string name, told answered) {
  carry_out(
      [this, proxy = std::move(proxy), name = std::move(name)] {
        return remove_toxic_now(proxy, name);
      },
      std::move(answered)
  );
}

void sidecar::reset(told answered) {
  carry_out([this] { return reset_now(); }, std::move(answered));
}

sidecar::later<outcome> sidecar::put_toxic_now(
    const std::string& proxy,
    const toxic& what,
    bool is_new
) {
  if (!guest_of(proxy)) co_return unknown_proxy();
  const bool is_there = toxic_on(proxy, what.name) != nullptr;
  if (is_new && is_there) co_return outcome{how::toxic_taken, "toxic already exists"};
  if (!is_new && !is_there) co_return unknown_toxic();
  outcome went = place(proxy, what);
  if (went.is_done()) co_await in_force_on(proxy);
  co_return went;
}

sidecar::later<outcome> sidecar::remove_toxic_now(
    const std::string& proxy,
    const std::string& name
) {
  if (!guest_of(proxy)) co_return unknown_proxy();
  const placed_toxic* const there = toxic_on(proxy, name);
  if (there == nullptr) co_return unknown_toxic();
  armory_.take_alone(there->faults);
  std::erase_if(toxics_, [&](const placed_toxic& one) { return is_on(one, proxy, name); });
  co_await in_force_on(proxy);
  co_return outcome{};
}

/// Faults go before anybody listens again.
sidecar::later<outcome> sidecar::reset_now() {
  std::set<std::string> touched;
  for (const placed_toxic& one : toxics_) {
    armory_.take_alone(one.faults);
    touched.insert(one.proxy);
  }
  toxics_.clear();
  for (const std::string& one : touched) co_await in_force_on(one);
  outcome first;
  for (const auto& [name, one] : guests()) {
    if (one.enabled) continue;
    outcome went = co_await start(name);
    if (first.is_done()) first = std::move(went);
  }
  co_return first;
}

/// Knows a toxic from now on, in the place of the one of its name; its faults are armed, and in no plan yet.
outcome sidecar::place(const std::string& proxy, const toxic& what) {
  placed_toxic* const there = toxic_on(proxy, what.name);
  if (there == nullptr && toxics_.size() >= most_toxics) {
    return {
        how::too_many,
        fmt::format("there are {} toxics already: delete one first", most_toxics)
    };
  }
  if (std::string wrong = wrong_with(what); !wrong.empty()) return {how::wrong, std::move(wrong)};
  const auto faults = faults_of(what, proxy);
  const std::vector<std::string> before =
      there == nullptr ? std::vector<std::string>{} : there->faults;
  const grant given = armory_.put_alone(scenario::door::toxiproxy, before, faults, clock_.now());
  if (given.what == grant::answer::frozen)
    return {how::frozen, "the sidecar is frozen: nothing is armed until it is unfrozen"};
  if (given.what == grant::answer::id_taken)
    return {how::wrong, fmt::format("another fault is called `{}`", given.id)};
  if (given.what != grant::answer::given) {
    return {
        how::too_many,
        fmt::format("there are {} faults armed already: remove some first", armory::most_faults)
    };
  }
  placed_toxic made{proxy, what, {}};
  for (const scenario::fault& one : faults) made.faults.push_back(one.id);
  if (there != nullptr)
    *there = std::move(made);
  else
    toxics_.push_back(std::move(made));
  return {};
}

/// All toxics of a guest that is about to open; the first that cannot be is the answer.
outcome sidecar::place_all(const guest_request& asked) {
  for (const toxic& one : asked.toxics) {
    if (toxic_on(asked.name, one.name) != nullptr)
      return {how::toxic_taken, "toxic already exists"};
    if (outcome went = place(asked.name, one); !went.is_done()) return went;
  }
  return {};
}

placed_toxic* sidecar::toxic_on(const std::string& proxy, const std::string& name) {
  const auto found = std::ranges::find_if(toxics_, [&](const placed_toxic& one) {
    return is_on(one, proxy, name);
  });
  return found == toxics_.end() ? nullptr : &*found;
}

void sidecar::forget_toxics_of(const std::string& proxy) {
  std::erase_if(toxics_, [&](const placed_toxic& one) {
    if (one.proxy == proxy) armory_.take_alone(one.faults);
    return one.proxy == proxy;
  });
}

/// A toxic is over with the first of its faults that has ended.
void sidecar::forget_ended_toxics() {
  std::erase_if(toxics_, [&](const placed_toxic& one) {
    const bool holds = std::ranges::all_of(one.faults, [&](const std::string& id) {
      return armory_.has_alone(id, scenario::door::toxiproxy);
    });
    if (!holds) armory_.take_alone(one.faults);
    return !holds;
  });
}

/// What a reload has taken away has no toxics.
void sidecar::forget_toxics_of_nobody() {
  std::set<std::string> gone;
  for (const placed_toxic& one : toxics_) {
    if (!guest_of(one.proxy)) gone.insert(one.proxy);
  }
  for (const std::string& one : gone) forget_toxics_of(one);
}

}  // namespace surgeline::sidecar
