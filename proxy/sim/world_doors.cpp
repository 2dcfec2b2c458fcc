#include <algorithm>
#include <utility>

#include "world.hpp"

/// Connections and exchanges of proxies, and the daemons that they wait for.
namespace surgeline::sim {

using enum fault::direction;

namespace {

std::vector<proxy_door>& exchange_doors(proxy& of, fault::direction towards) {
  return of.exchange_doors[static_cast<std::size_t>(towards)];
}

}  // namespace

void world::find_doors() {
  for (std::uint32_t at = 0; at < sites_.size(); ++at) {
    const auto doors = scenario::doors_of(from_, from_.daemons[at]);
    for (std::uint32_t door = 0; door < doors.size(); ++door) {
      const auto found = std::ranges::find(from_.proxies, doors[door].whose, &scenario::proxy::id);
      if (!doors[door].how.proxy || found == from_.proxies.end()) continue;
      proxy& through = proxies_[static_cast<std::size_t>(found - from_.proxies.begin())];
      const scenario::daemon_stage stage = doors[door].how.stage();
      auto& those = stage == scenario::daemon_stage::accept   ? through.doors
                    : stage == scenario::daemon_stage::before ? exchange_doors(through, to_upstream)
                                                              : exchange_doors(through, to_client);
      those.push_back({at, door});
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
  if (const auto one = held_.find(link); one != held_.end()) {
    const held_exchange gone = one->second;
    held_.erase(one);
    gone.at->what.leave(gone.ticket, now_, *gone.at);
    step_daemon(*gone.at);
  }
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

/// False when the exchange has to wait before it goes on.
bool world::is_let_in(std::uint32_t link, fault::direction towards, const model::frame& what) {
  if (exchange_doors(*proxy_of(links_[link]), towards).empty()) return true;
  held_[link] = {.towards = towards, .what = what};
  return ask_next_exchange_door(link);
}

/// True when there is none left; then it is held no longer.
bool world::ask_next_exchange_door(std::uint32_t link) {
  held_exchange& one = held_.at(link);
  wired& on = links_[link];
  const auto& doors = exchange_doors(*proxy_of(on), one.towards);
  const scenario::proxy& written = from_.proxies[*sources_[on.source]->way.proxy];
  const fault::subject& who = on.link.who();
  while (one.next < doors.size()) {
    const proxy_door& door = doors[one.next++];
    site& at = *sites_[door.site];
    const auto instance = at.where.of_endpoint(written, on.replica);
    if (!instance || !at.what.takes(door.number, who.key(), who.turn())) continue;
    one.at = &at;
    one.ticket = at.what.come({*instance, door.number, link, on.link.made()}, now_, at);
    step_daemon(at);
    return false;
  }
  held_.erase(link);
  return true;
}

void world::pass_exchange_door(const happening& what) {
  const auto found = held_.find(what.index);
  if (found == held_.end() || links_[what.index].link.made() != what.attempt) return;
  const held_exchange one = found->second;
  if (!is_good(what.how.how)) {
    const auto& doors = exchange_doors(*proxy_of(links_[what.index]), one.towards);
    const auto& late = one.at->doors[doors[one.next - 1].number].how.on_timeout;
    held_.erase(found);
    return turn_away(what.index, late.value_or(scenario::late_waiter{}).status);
  }
  if (!ask_next_exchange_door(what.index)) return;
  if (one.towards == to_client) return return_http(what.index, one.what);
  write_request(links_[what.index], one.what.attempt);
  send_http(what.index, one.what);
}

}  // namespace surgeline::sim
