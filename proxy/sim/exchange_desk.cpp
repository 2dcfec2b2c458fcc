#include "exchange_desk.hpp"

#include "surgeline/observe/fingerprint.hpp"

namespace surgeline::sim {

using measure::instrument;

namespace {

/// Logical requests that are remembered, as on sockets.
constexpr std::size_t most_requests = 65'536;

std::vector<observe::clue> clues_of(const scenario::proxy& what) {
  if (!what.identify_attempts.empty()) return what.identify_attempts;
  return {observe::default_clues.begin(), observe::default_clues.end()};
}

measure::meter part(const std::string& id, std::string_view suffix) {
  return {measure::subject_kind::proxy, id + std::string{suffix}};
}

}  // namespace

exchange_desk::exchange_desk(const scenario::proxy& what, bool has_control_group)
    : routes_(what.routes),
      clues_(clues_of(what)),
      observes_(what.observe.enabled),
      attempts_(most_requests, what.observe.window),
      clients_(what.clients),
      watches_(what.observe.enabled ? clients_.size() : 0),
      seen_(what) {
  for (const scenario::http_route& one : what.routes) {
    ids_.push_back(one.id);
    deadlines_.push_back(one.deadline.value_or(forever));
  }
  ids_.emplace_back(scenario::other_route);
  deadlines_.push_back(forever);
  if (!has_control_group) return;
  control_ = part(what.id, measure::control_part);
  faulted_ = part(what.id, measure::faulted_part);
}

void exchange_desk::begin(
    exchange& one,
    fault::subject& by,
    const model::http_message& what,
    const fault::plan& in_force,
    time_point now
) {
  const request_head head = what.request();
  const std::uint64_t before = one.count;
  one = {.open = true, .reads_head_only = head.method == "HEAD", .count = before + 1, .began = now};
  one.route = routes_.route_of(head);
  if (observes_) {
    one.client = clients_.group_of(clients_.group_of(by.address()), head);
    watches_[one.client].begin(now, moves_);
  }
  if (!observes_ && !in_force.needs_attempts()) return by.begins_exchange({}, by.key(), before);
  one.who = observe::identify(head, clues_);
  if (one.who.naming == observe::naming::exact) {
    begin_attempt(one, by.is_spared(), now);
    const auto id = head.header("x-request-id");
    const auto key = head.header("idempotency-key");
    const auto name = in_force.empty() ? std::string_view{} : id ? *id : key.value_or("");
    return by.begins_exchange(name, one.who.id, one.known_as->ordinal);
  }
  by.begins_exchange({}, by.key(), before);
  if (one.who.awaits_body()) {
    observe::fingerprint print(by.client_key(), head);
    print.add(std::string_view{what.text}.substr(what.head));
    one.who.named_by(print.id());
  }
  if (one.who.naming == observe::naming::alike)
    begin_attempt(one, by.is_spared(), now);
  else if (observes_)
    count(now, instrument::tried, by.is_spared());
}

void exchange_desk::begin_attempt(exchange& one, bool spared, time_point now) {
  one.known_as = attempts_.begin(one.who, account(one.route, spared), now, settled_);
  if (observes_) count(now, instrument::tried, spared);
  count_settled(now);
}

void exchange_desk::end(
    exchange& one,
    const fault::subject& by,
    observe::outcome how,
    time_point now
) {
  one.open = false;
  if (observes_) watches_[one.client].end(one.began, how, now, moves_);
  count(now, instrument::exchanges, by.is_spared());
  if (how != observe::outcome::ok) count(now, instrument::failed, by.is_spared());
  if (one.known_as) {
    attempts_.end(*one.known_as, how, now, settled_);
    return count_settled(now);
  }
  if (!observes_) return;
  const std::uint32_t route = account(one.route, by.is_spared());
  count({.route = route, .outcome = how, .took = now - one.began}, now);
}

void exchange_desk::sweep(time_point now) {
  constexpr std::size_t most_at_once = 4096;
  attempts_.sweep(now, most_at_once, settled_);
  count_settled(now);
  for (std::size_t i = 0; i < watches_.size(); ++i) {
    watches_[i].look(now, moves_);
    seen_.note(i, watches_[i].state(), now);
  }
  moves_.clear();
}

std::vector<measure::meter*> exchange_desk::parts() {
  std::vector<measure::meter*> all;
  if (control_) all = {&*control_, &*faulted_};
  for (measure::meter& each : seen_.meters()) all.push_back(&each);
  return all;
}

void exchange_desk::count(time_point now, instrument what, bool spared) {
  all_->count(now, what);
  if (control_) (spared ? *control_ : *faulted_).count(now, what);
}

void exchange_desk::count_settled(time_point now) {
  for (const observe::logical_request& one : settled_) {
    if (observes_) count(one, now);
  }
  settled_.clear();
}

void exchange_desk::count(const observe::logical_request& one, time_point now) {
  const std::size_t route = one.route % ids_.size();
  const bool spared = one.route != route;
  count(now, instrument::logical, spared);
  if (one.outcome == observe::outcome::ok && one.took <= deadlines_[route])
    count(now, instrument::well, spared);
}

}  // namespace surgeline::sim
