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
      what(
          written,
          where.instances().size(),
          scenario::doors_of(world_in.from_, written),
          world_in.dice_
      ) {}

void site::told(const model::visit& whose, resilience::outcome how, time_point at) {
  const bool is_link = what.holds(whose);
  in.future_.add(
      std::max(at, in.now_),
      {.what = is_link ? happening::sort::door : happening::sort::visit,
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

// Connections of proxies.

void world::find_doors() {
  for (std::uint32_t at = 0; at < sites_.size(); ++at) {
    const auto doors = scenario::doors_of(from_, from_.daemons[at]);
    for (std::uint32_t door = 0; door < doors.size(); ++door) {
      const auto found = std::ranges::find(from_.proxies, doors[door].whose, &scenario::proxy::id);
      if (!doors[door].how.proxy || found == from_.proxies.end()) continue;
      proxies_[static_cast<std::size_t>(found - from_.proxies.begin())].doors.push_back({at, door});
    }
  }
}

void world::enter_doors(std::uint32_t link, std::uint64_t key) {
  passages_[link] = {.key = key};
  ask_next_door(link);
}

void world::ask_next_door(std::uint32_t link) {
  passage& one = passages_.at(link);
  wired& on = links_[link];
  const proxy& through = *proxy_of(on);
  const scenario::proxy& written = from_.proxies[*sources_[on.source]->way.proxy];
  while (one.next < through.doors.size()) {
    const proxy_door& door = through.doors[one.next++];
    site& at = *sites_[door.site];
    const auto instance = at.where.of_endpoint(written, on.replica);
    if (!instance || !at.what.takes(door.number, one.key, 0)) continue;
    const model::visit who{*instance, door.number, link, on.link.made()};
    one.visits.emplace_back(&at, at.what.come(who, now_, at));
    return step_daemon(at);
  }
  one.is_in = true;
  const auto said = std::exchange(one.said, {});
  for (const model::frame& what : said) {
    if (on.link.is_open()) ask(link, what);
  }
}

/// It is let in, or turned away; or it was in, and its slot is lost.
void world::pass_door(const happening& what) {
  const auto found = passages_.find(what.index);
  if (found == passages_.end() || links_[what.index].link.made() != what.attempt) return;
  if (!is_good(what.how.how)) return break_link(what.index);
  ask_next_door(what.index);
}

void world::leave_doors(std::uint32_t link) {
  const auto found = passages_.find(link);
  if (found == passages_.end()) return;
  const passage gone = std::move(found->second);
  passages_.erase(found);
  for (const auto& [at, ticket] : gone.visits) {
    at->what.leave(ticket, now_, *at);
    step_daemon(*at);
  }
}

/// What is said before it is let in waits with it.
bool world::waits_at_door(std::uint32_t link, const model::frame& what) {
  const auto found = passages_.find(link);
  if (found == passages_.end() || found->second.is_in) return false;
  found->second.said.push_back(what);
  return true;
}

}  // namespace surgeline::sim
