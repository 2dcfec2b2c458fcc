#include "world.hpp"

#include <algorithm>

#include "surgeline/scenario/arming.hpp"
#include "surgeline/scenario/blueprint.hpp"

namespace surgeline::sim {

using enum fault::direction;

namespace {

/// The job's way home: which link it came on.
std::uint64_t origin_of(std::uint32_t link) { return link; }

}  // namespace

caller::caller(world& world_in, std::uint32_t at, const scenario::route& route)
    : in(world_in),
      index(at),
      way(route),
      who(world_in.from_, route, world_in.dice_),
      first_link(static_cast<std::uint32_t>(world_in.links_.size())),
      connections(world_in.from_.loads[route.load].clients.connections_per_client) {
  const std::uint32_t clients = world_in.from_.loads[way.load].clients.count;
  const bool several = way.endpoints > 1;
  for (std::uint32_t client = 0; client < clients; ++client) {
    const std::string address = scenario::client_address(way.load, client);
    for (std::uint32_t connection = 0; connection < connections; ++connection) {
      for (std::uint32_t endpoint = 0; endpoint < way.endpoints; ++endpoint) {
        world_in.links_.push_back(
            {index,
             {client, connection, endpoint},
             link{scenario::client_identity(address, endpoint + 1, several)}}
        );
      }
    }
  }
}

void caller::send(std::uint64_t attempt, const model::line& on) {
  const std::uint32_t at =
      first_link + (on.client * connections + on.connection) * way.endpoints + on.endpoint;
  in.ask(at, {model::frame::sort::ask, resilience::outcome::ok, attempt});
}

callee::callee(world& world_in, std::uint32_t at)
    : in(world_in), index(at), what(world_in.from_.services[at], world_in.dice_) {}

void callee::reply(const model::job& done, resilience::outcome how) {
  in.tell(static_cast<std::uint32_t>(done.origin), {model::frame::sort::answer, how, done.attempt});
}

world::world(const scenario::file& from, std::uint64_t seed)
    : from_(from),
      seed_(seed),
      dice_(seed),
      plans_(from.proxies.size(), direct_),
      conductor_(from) {
  for (std::uint32_t i = 0; i < from.services.size(); ++i)
    callees_.push_back(std::make_unique<callee>(*this, i));
  std::uint32_t index = 0;
  for (const scenario::route& way : scenario::routes(from)) {
    callers_.push_back(std::make_unique<caller>(*this, index++, way));
  }
  for (const scenario::proxy& one : from.proxies)
    proxy_meters_.emplace_back(measure::subject_kind::proxy, one.id);
}

const fault::plan& world::plan_of(const wired& of) const {
  const auto& proxy = callers_[of.caller]->way.proxy;
  return proxy ? *plans_[*proxy] : *direct_;
}

scenario::record world::run(const scenario::observer& watch) {
  arm_plans();
  for (auto& one : callers_) step_callers(*one);
  future_.add(conductor_.next_due(), {});
  while (!conductor_.finished() && !future_.empty()) {
    const auto next = future_.next();
    now_ = next.at;
    if (next.what.what != happening::sort::scenario)
      happen(next.what);
    else if (!step_scenario(watch))
      break;
  }
  record_.file = from_;
  record_.engine = scenario::engine::sim;
  record_.seed = seed_;
  record_.course = conductor_.so_far();
  record_.events = future_.made();
  return std::move(record_);
}

void world::happen(const happening& what) {
  using sort = happening::sort;
  if (what.what == sort::callers) {
    step_callers(*callers_[what.index]);
  } else if (what.what == sort::server) {
    step_server(*callees_[what.index]);
  } else if (what.what == sort::link) {
    step_link(what.index, what.towards);
  } else if (what.what == sort::answer) {
    const wired& on = links_[what.index];
    caller& to = *callers_[on.caller];
    if (what.lost)
      to.who.lost(on.line, what.how, now_, to);
    else
      to.who.answered(what.attempt, what.how, now_, to);
    step_callers(to);
  }
}

void world::step_callers(caller& who) {
  if (who.armed <= now_) who.armed = never;
  if (who.who.next_due() <= now_) who.who.advance(now_, who);
  if (who.who.next_due() < who.armed) {
    who.armed = who.who.next_due();
    future_.add(who.armed, {.what = happening::sort::callers, .index = who.index});
  }
}

void world::step_server(callee& what) {
  if (what.armed <= now_) what.armed = never;
  what.what.advance(now_, what);
  if (what.what.next_due() < what.armed) {
    what.armed = what.what.next_due();
    future_.add(what.armed, {.what = happening::sort::server, .index = what.index});
  }
}

void world::ask(std::uint32_t index, const model::frame& what) {
  wired& on = links_[index];
  const fault::plan& plan = plan_of(on);
  const bool open = on.link.is_open() || on.link.connect(plan, now_, record_.ledger);
  const auto fate =
      open ? on.link.carry(what, to_upstream, plan, now_, record_.ledger) : link::fate::resets;
  if (fate == link::fate::passes) deliver(index, to_upstream, what);
  if (fate == link::fate::waits) arm_link(index, to_upstream);
  if (fate == link::fate::resets) break_link(index);
}

void world::tell(std::uint32_t index, const model::frame& what) {
  wired& on = links_[index];
  if (!on.link.is_open()) return;  // the work was done for a connection that is gone
  const auto fate = on.link.carry(what, to_client, plan_of(on), now_, record_.ledger);
  if (fate == link::fate::passes) deliver(index, to_client, what);
  if (fate == link::fate::waits) arm_link(index, to_client);
  if (fate == link::fate::resets) break_link(index);
}

void world::deliver(std::uint32_t index, fault::direction towards, const model::frame& what) {
  const wired& on = links_[index];
  const scenario::route& way = callers_[on.caller]->way;
  if (way.proxy)
    proxy_meters_[*way.proxy].count(now_, measure::instrument::bytes, model::frame::bytes);
  if (towards == to_client) {
    // As an event: a caller is never told from within its own call.
    future_.add(
        now_,
        {.what = happening::sort::answer, .how = what.how, .index = index, .attempt = what.attempt}
    );
    return;
  }
  callee& to = *callees_[way.service];
  const std::uint32_t replicas = from_.services[way.service].replicas;
  const std::uint32_t replica = way.endpoints > 1 ? on.line.endpoint : index % replicas;
  to.what.arrive(replica, {what.attempt, origin_of(index)}, now_, to);
  step_server(to);
}

void world::break_link(std::uint32_t index) {
  links_[index].link.reset();
  future_.add(
      now_,
      {.what = happening::sort::answer,
       .how = resilience::outcome::reset,
       .lost = true,
       .index = index}
  );
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
  model::frame what;
  while (on.link.arrives(towards, now_, record_.ledger, what)) deliver(index, towards, what);
  arm_link(index, towards);
}

void world::arm_plans() {
  const auto& in_force = conductor_.in_force();
  for (std::size_t i = 0; i < plans_.size(); ++i) {
    plans_[i] = scenario::plan_for(from_, from_.proxies[i], in_force, conductor_.so_far(), seed_);
  }
  for (std::uint32_t i = 0; i < links_.size(); ++i) {
    links_[i].link.replan(plan_of(links_[i]));
    for (const auto towards : {to_upstream, to_client}) arm_link(i, towards);
  }
}

void world::collect() {
  std::vector<double> held(plans_.size()), open(plans_.size());
  for (const wired& one : links_) {
    const auto& proxy = callers_[one.caller]->way.proxy;
    if (!proxy) continue;
    held[*proxy] += static_cast<double>(one.link.held());
    open[*proxy] += one.link.is_open() ? 1 : 0;
  }
  const auto take = [this](measure::meter& from) {
    from.roll(now_);
    record_.recording.add(from.subject(), from.take());
  };
  for (std::size_t i = 0; i < plans_.size(); ++i) {
    // The tick that ends now is still open in a meter that is told of the moment just before.
    const time_point before = std::max(time_point{}, now_ - duration{1});
    proxy_meters_[i].gauge(before, measure::instrument::held, held[i]);
    proxy_meters_[i].gauge(before, measure::instrument::connections, open[i]);
    take(proxy_meters_[i]);
  }
  for (auto& one : callers_) {
    take(one->who.numbers());
    take(one->who.waste());
  }
  for (auto& one : callees_) take(one->what.numbers());
  record_.recording.complete_until(
      time_point{measure::tick * (now_.time_since_epoch() / measure::tick)}
  );
}

bool world::step_scenario(const scenario::observer& watch) {
  collect();
  const double factor = conductor_.load_factor();
  const auto in_force = conductor_.in_force();
  if (conductor_.advance(now_, record_.recording)) {
    if (conductor_.in_force() != in_force) arm_plans();
    if (conductor_.load_factor() != factor) {
      for (auto& one : callers_) {
        one->who.scale(conductor_.load_factor(), now_);
        step_callers(*one);
      }
    }
  }
  if (watch && !watch(now_, conductor_, record_.recording)) {
    conductor_.abort({scenario::verdict_kind::aborted, "signal", "interrupted"}, now_);
  }
  future_.add(conductor_.next_due(), {});
  return !conductor_.finished();
}

scenario::record simulate(
    const scenario::file& from,
    std::uint64_t seed,
    const scenario::observer& watch
) {
  return world{from, seed}.run(watch);
}

}  // namespace surgeline::sim
