#include <algorithm>

#include "surgeline/scenario/daemon_fault.hpp"
#include "world.hpp"

/// Daemons, and who waits for them.
namespace surgeline::sim {

site::site(world& world_in, std::uint32_t at)
    : in(world_in),
      index(at),
      written(world_in.from_.daemons[at]),
      where(world_in.from_, written),
      doors(scenario::doors_of(world_in.from_, written)),
      what(written, where.instances().size(), doors, world_in.dice_) {}

void site::told(const model::visit& whose, resilience::outcome how, time_point at) {
  const bool is_link = what.holds(whose), is_exchange = !is_link && doors[whose.door].how.proxy;
  in.future_.add(
      std::max(at, in.now_),
      {.what = is_link       ? happening::sort::door
               : is_exchange ? happening::sort::exchange_door
                             : happening::sort::visit,
       .how = how,
       .index = static_cast<std::uint32_t>(whose.carrier),
       .attempt = whose.who}
  );
}

void world::visit_daemon(callee& from, const model::errand& what) {
  const model::daemon_way& way = from.ways[what.to_do.which];
  site& at = *sites_[way.daemon];
  const auto instance = at.where.of_replica(from_.services[from.index], what.replica);
  const model::visit who{instance.value_or(0), way.door, from.index, what.ticket};
  if (!instance || !at.what.takes(way.door, what.replica, what.ticket))
    return at.told(who, resilience::outcome::ok, now_);
  at.what.come(who, now_, at);
  step_daemon(at);
}

void world::end_visit(const happening& what) {
  callee& of = *callees_[what.index];
  of.what.done(what.attempt, what.how.how, now_, of);
  step_server(of);
}

void world::step_daemon(site& what) {
  if (what.armed <= now_) what.armed = never;
  what.what.advance(now_, what);
  if (what.what.next_due() < what.armed) {
    what.armed = what.what.next_due();
    future_.add(what.armed, {.what = happening::sort::daemon, .index = what.index});
  }
}

void world::arm_daemons() {
  for (auto& one : sites_) {
    auto faults = scenario::daemon_faults_for(
        from_,
        one->written,
        one->where,
        conductor_.in_force(),
        conductor_.so_far(),
        seed_
    );
    one->what.arm(std::move(faults), now_, *one);
    step_daemon(*one);
  }
}

}  // namespace surgeline::sim
