#include <algorithm>

#include "surgeline/scenario/arming.hpp"
#include "surgeline/scenario/blueprint.hpp"
#include "world.hpp"

namespace surgeline::sim {

using enum fault::direction;

proxy* world::proxy_of(const wired& of) {
  const auto& index = sources_[of.source]->way.proxy;
  return index ? &proxies_[*index] : nullptr;
}

const fault::plan& world::plan_of(const wired& of) {
  const proxy* through = proxy_of(of);
  return through == nullptr ? *direct_ : *through->plan;
}

/// Clients connect before time starts, and before the first fault is armed.
void world::open_kept_links() {
  for (const auto& one : sources_) {
    const auto kept = std::min<std::size_t>(one->links, scenario::kept_connections);
    for (std::uint32_t i = 0; i < kept; ++i) open_link(one->first_link + i);
  }
}

/// False when the proxy ends it as soon as it has accepted it.
bool world::open_link(std::uint32_t index) {
  wired& on = links_[index];
  source& by = *sources_[on.source];
  proxy* through = proxy_of(on);
  on.exchange = {};
  if (through == nullptr) {
    fault::gate open_to_all;
    return on.link.connect({}, *direct_, open_to_all, now_, record_.ledger);
  }
  if (through->open >= through->most_open) return false;
  fault::subject who = by.identify(on.line);
  const bool one_listener = from_.proxies[*by.way.proxy].each != scenario::fan::endpoint;
  if (one_listener) on.replica = through->choose(who, through->open_on);
  who.leads_to(on.replica + 1);
  if (control_ && !control_->needs_head()) who.is_spared(control_->holds(who));
  const std::uint64_t key = who.key();
  const bool open =
      on.link.connect(std::move(who), *through->plan, through->gate, now_, record_.ledger);
  if (!open) return false;
  ++through->open, ++through->open_on[on.replica];
  if (!through->doors.empty()) enter_doors(index, key);
  return true;
}

void world::close_link(std::uint32_t index) {
  wired& on = links_[index];
  if (proxy* through = proxy_of(on); through != nullptr && on.link.is_open()) {
    --through->open;
    --through->open_on[on.replica];
  }
  if (sources_[on.source]->tells_leaving && on.link.is_open()) {
    // As an event: a service is never told from within its own call.
    const std::uint64_t origin = std::uint64_t{on.link.made()} << 32 | index;
    future_.add(now_, {.what = happening::sort::left, .index = index, .attempt = origin});
  }
  on.link.reset();
  if (!passages_.empty() || !held_.empty()) leave_doors(index);
}

void world::break_link(std::uint32_t index) {
  wired& on = links_[index];
  if (is_http(on)) end_exchange(on, observe::outcome::reset);
  close_link(index);
  if (is_http(on) && !on.attempt) return;  // nobody waits for anything there
  on.breaking = true;
  // As an event: a caller is never told from within its own call.
  future_.add(
      now_,
      {.what = happening::sort::loss,
       .how = resilience::outcome::reset,
       .index = index,
       .attempt = on.attempt.value_or(0)}
  );
}

void world::ask(std::uint32_t index, const model::frame& what) {
  wired& on = links_[index];
  if (on.breaking) return;  // it is lost with the connection
  if (!on.link.is_open() && !open_link(index)) return break_link(index);
  if (!passages_.empty() && waits_at_door(index, what)) return;
  if (is_http(on)) return ask_http(index, what);
  follow(
      index,
      to_upstream,
      on.link.carry(what, to_upstream, plan_of(on), now_, record_.ledger),
      what
  );
}

void world::tell(std::uint32_t index, const model::frame& what) {
  wired& on = links_[index];
  if (is_http(on)) return tell_http(index, what);
  follow(index, to_client, on.link.carry(what, to_client, plan_of(on), now_, record_.ledger), what);
}

void world::follow(
    std::uint32_t index,
    fault::direction towards,
    link::fate fate,
    const model::frame& what
) {
  if (fate == link::fate::passes) deliver(index, towards, what);
  if (fate == link::fate::waits) arm_link(index, towards);
  if (fate == link::fate::resets) break_link(index);
}

void world::deliver(std::uint32_t index, fault::direction towards, const model::frame& what) {
  const wired& on = links_[index];
  if (proxy* through = proxy_of(on)) {
    const std::size_t exchanged = towards == to_client ? on.exchange.told : on.exchange.asked;
    const std::size_t bytes = is_http(on) ? exchanged : model::frame::bytes;
    through->numbers.count(now_, measure::instrument::bytes, static_cast<double>(bytes));
  }
  if (towards == to_client && is_http(on)) return deliver_http(index, what);
  if (towards == to_client) {
    // As an event: a caller is never told from within its own call.
    future_.add(
        now_,
        {.what = happening::sort::answer, .how = what.how, .index = index, .attempt = what.attempt}
    );
    return;
  }
  callee& to = *callees_[sources_[on.source]->way.service];
  const std::uint64_t origin = std::uint64_t{on.link.made()} << 32 | index;
  if (what.kind == model::frame::sort::leave)
    to.what.leave(origin, what.attempt, now_, to);
  else
    to.what.arrive(on.replica, {what.attempt, origin, what.key}, now_, to);
  step_server(to);
}

void world::arm_link(std::uint32_t index, fault::direction towards) {
  wired& on = links_[index];
  time_point& armed = towards == to_upstream ? on.armed_up : on.armed_down;
  const time_point due = on.link.due(towards);
  if (due >= armed) return;
  armed = due;
  future_.add(
      std::max(due, now_),
      {.what = happening::sort::link, .towards = towards, .index = index}
  );
}

void world::step_link(std::uint32_t index, fault::direction towards) {
  wired& on = links_[index];
  (towards == to_upstream ? on.armed_up : on.armed_down) = never;
  for (model::frame what;;) {
    const auto fate = on.link.next(towards, now_, record_.ledger, what);
    follow(index, towards, fate, what);
    if (fate != link::fate::passes) return;
  }
}

/// At the end nothing is in force any more: what was held goes its way and is noted, though nobody hears it.
void world::book_what_is_held() {
  model::frame unheard;
  for (wired& one : links_) {
    for (const auto towards : {to_upstream, to_client}) {
      while (one.link.next(towards, now_, record_.ledger, unheard) == link::fate::passes) {
      }
    }
  }
}

void world::arm_plans() {
  arm_daemons();
  arm_hosts();
  const auto& in_force = conductor_.in_force();
  for (std::size_t i = 0; i < proxies_.size(); ++i) {
    proxies_[i].plan = scenario::plan_for(
        from_,
        from_.proxies[i],
        in_force,
        conductor_.so_far(),
        seed_,
        proxies_[i].cells
    );
  }
  for (std::uint32_t i = 0; i < links_.size(); ++i) {
    const bool closes = links_[i].link.replan(plan_of(links_[i]), now_);
    if (closes && links_[i].link.is_open()) {
      break_link(i);
      continue;
    }
    for (const auto towards : {to_upstream, to_client}) arm_link(i, towards);
  }
}

}  // namespace surgeline::sim
