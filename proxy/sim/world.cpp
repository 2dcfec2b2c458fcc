#include "world.hpp"

#include <algorithm>

#include "surgeline/model/steps.hpp"
#include "surgeline/scenario/arming.hpp"
#include "surgeline/scenario/blueprint.hpp"

namespace surgeline::sim {

callee::callee(world& world_in, std::uint32_t at)
    : in(world_in),
      index(at),
      ways(model::daemon_ways(world_in.from_, world_in.from_.services[at])),
      what(
          world_in.from_.services[at],
          world_in.dice_,
          model::with_daemons(model::steps_of(world_in.from_.services[at]), ways)
      ),
      calls(world_in.from_.services[at].calls.size()) {}

bool callee::reply(const model::job& done, resilience::outcome how) {
  if (done.origin == nobody) return false;
  const auto link = static_cast<std::uint32_t>(done.origin);
  const auto made = static_cast<std::uint32_t>(done.origin >> 32);
  const wired& on = in.links_[link];
  if (!on.link.is_open() || on.link.made() != made) return false;
  if (how == resilience::outcome::reset) {
    in.lose_upstream(link);
    return true;
  }
  in.tell(link, {model::frame::sort::answer, how, done.attempt});
  return true;
}

void callee::begin(const model::errand& errand, time_point now) {
  if (errand.to_do.what == model::step::sort::daemon) in.visit_daemon(*this, errand);
  if (errand.to_do.what != model::step::sort::call) return;
  calling_service& by = *calls[errand.to_do.which];
  by.calls.begin(errand, now, by);
  // As an event: a server is never told from within its own call.
  if (by.calls.has_finished())
    in.future_.add(now, {.what = happening::sort::source, .index = by.index});
  in.arm_source(by);
}

world::world(const scenario::file& from, std::uint64_t seed)
    : from_(from),
      seed_(seed),
      control_(scenario::control_group_of(from, chance{seed})),
      dice_(seed),
      machines_(*this),
      conductor_(from, seed) {
  for (std::uint32_t i = 0; i < from.services.size(); ++i)
    callees_.push_back(std::make_unique<callee>(*this, i));
  for (std::uint32_t i = 0; i < from.daemons.size(); ++i)
    sites_.push_back(std::make_unique<site>(*this, i));
  for (const scenario::proxy& one : from.proxies) {
    const auto behind =
        std::ranges::find(from.services, one.upstream.service.value_or(""), &scenario::service::id);
    const std::uint32_t replicas = behind == from.services.end() ? 1 : behind->replicas;
    proxies_.push_back(
        {direct_,
         fault::cells{},
         fault::gate{},
         scenario::endpoint_choice(one, replicas, dice_),
         measure::meter(measure::subject_kind::proxy, one.id),
         one.protocol == scenario::protocol::http
             ? std::make_unique<exchange_desk>(one, control_.has_value())
             : nullptr,
         one.limits.connections,
         std::vector<std::uint32_t>(replicas)}
    );
  }
  for (proxy& one : proxies_) {
    if (one.desk) one.desk->counts_into(one.numbers);
  }
  std::uint32_t index = 0;
  for (const scenario::route& way : scenario::routes(from)) {
    if (way.by) {
      auto made = std::make_unique<calling_service>(*this, index++, way);
      callees_[way.by->service]->calls[way.by->entry] = made.get();
      sources_.push_back(std::move(made));
    } else {
      auto made = std::make_unique<crowd>(*this, index++, way);
      crowds_.push_back(made.get());
      sources_.push_back(std::move(made));
    }
  }
  find_doors();
}

scenario::record world::run(const scenario::observer& watch) {
  open_kept_links();
  arm_plans();
  for (auto& one : sources_) step_source(*one);
  future_.add(conductor_.next_due(), {});
  while (!conductor_.finished() && !future_.empty()) {
    const auto next = future_.next();
    now_ = next.at;
    if (next.what.what != happening::sort::scenario)
      happen(next.what);
    else if (!step_scenario(watch))
      break;
  }
  book_what_is_held();
  for (const auto& one : sites_) record_.ledger.merge(one->what.book());
  record_.ledger.merge(machines_.weather.book());
  record_.file = from_;
  record_.engine = scenario::engine::sim;
  record_.seed = seed_;
  record_.course = conductor_.so_far();
  record_.events = future_.made();
  return std::move(record_);
}

void world::happen(const happening& what) {
  using sort = happening::sort;
  if (what.what == sort::source) return step_source(*sources_[what.index]);
  if (what.what == sort::server) return step_server(*callees_[what.index]);
  if (what.what == sort::link) return step_link(what.index, what.towards);
  if (what.what == sort::repeat) return repeat_http(what);
  if (what.what == sort::daemon) return step_daemon(*sites_[what.index]);
  if (what.what == sort::visit) return end_visit(what);
  if (what.what == sort::door) return pass_door(what);
  if (what.what == sort::exchange_door) return pass_exchange_door(what);
  if (what.what == sort::host) return step_hosts();
  wired& on = links_[what.index];
  source& to = *sources_[on.source];
  if (what.what == sort::left) {
    callee& from = *callees_[to.way.service];
    from.what.leave(what.attempt, now_, from);
    return step_server(from);
  }
  if (is_http(on)) {
    // What was given up meanwhile is over already.
    if (on.attempt != what.attempt) return;
    on.breaking = false;
    to.free(what.index);
    to.answered(what.attempt, what.how, now_);
  } else if (what.what == sort::answer) {
    to.answered(what.attempt, what.how, now_);
  } else {
    on.breaking = false;
    to.lost(on.line, resilience::outcome::reset, now_);
  }
  step_source(to);
}

void world::step_source(source& who) {
  if (who.armed <= now_) who.armed = never;
  if (who.next_due() <= now_) who.advance(now_);
  who.tell_finished(now_);
  arm_source(who);
}

void world::arm_source(source& who) {
  if (who.next_due() < who.armed) {
    who.armed = who.next_due();
    future_.add(who.armed, {.what = happening::sort::source, .index = who.index});
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

void world::collect() {
  std::vector<double> held(proxies_.size());
  for (const wired& one : links_) {
    const auto& index = sources_[one.source]->way.proxy;
    if (index) held[*index] += static_cast<double>(one.link.held());
  }
  const auto take = [this](measure::meter& from) {
    from.roll(now_);
    record_.recording.add(from.subject(), from.take());
  };
  // The tick that ends now is still open in a meter that is told of the moment just before.
  const time_point before = std::max(time_point{}, now_ - duration{1});
  for (std::size_t i = 0; i < proxies_.size(); ++i) {
    measure::meter& numbers = proxies_[i].numbers;
    numbers.gauge(before, measure::instrument::held, held[i]);
    numbers.gauge(before, measure::instrument::connections, proxies_[i].open);
    if (exchange_desk* const desk = proxies_[i].desk.get()) {
      desk->sweep(before);
      for (measure::meter* const part : desk->parts()) take(*part);
    }
    take(numbers);
  }
  for (auto& one : sources_) {
    for (measure::meter* const numbers : one->meters()) take(*numbers);
  }
  for (auto& one : callees_) take(one->what.numbers());
  for (auto& one : sites_) {
    one->what.settle(before);
    take(one->what.numbers());
  }
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
      for (crowd* const one : crowds_) {
        one->people.scale(conductor_.load_factor(), now_);
        step_source(*one);
      }
    }
  }
  if (watch && !watch(now_, conductor_, record_.recording))
    conductor_.abort({scenario::verdict_kind::aborted, "signal", "interrupted"}, now_);
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
