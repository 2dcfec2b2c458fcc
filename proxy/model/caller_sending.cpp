#include "surgeline/model/caller.hpp"

namespace surgeline::model {

using measure::instrument;

void caller::begin(const call& what, time_point now, wire& out) {
  request& made = open_[what.number];
  made.what = what;
  made.since = now;
  if (hedge_) hedge_->began();
  if (guard_) {
    guard_->note(now);
    if (resilience::budget* const budget = guard_->budget(what.client)) budget->began(now);
  }
  if (!breaker_around_ || enter(made, now)) return attempt(what.number, made, false, now, out);
  made.shut_out = true;
  made.under_way.push_back({.ordinal = made.attempts = made.tries = 1, .since = now});
  refuse(attempt_id(what.number, 1), now);
}

/// The breaker around a call; one for each host keeps the call on one.
bool caller::enter(request& of, time_point now) {
  if (guard_->is_by_host()) {
    of.host = choose(of.what.number, of, now);
    if (!of.host) return false;
  }
  const auto said = guard_->admit(of.what.client, of.host.value_or(0), now);
  if (said->granted) of.admitted = said;
  return said->granted;
}

void caller::attempt(std::uint64_t number, request& of, bool hedge, time_point now, wire& out) {
  if (!hedge) ++of.tries;
  const std::uint64_t id = attempt_id(number, ++of.attempts);
  flight one{.ordinal = of.attempts, .hedge = hedge, .since = now};
  if (!may_go(number, of, one, now)) {
    if (hedge && one.admitted) guard_->forgotten(*one.admitted, of.what.client, one.endpoint);
    if (hedge) return;
    of.under_way.push_back(one);
    return refuse(id, now);
  }
  of.under_way.push_back(one);
  if (one.waits) {
    if (timeout_) timeouts_.push_back({after(now, *timeout_), id});
    return;
  }
  send(number, of, of.under_way.back(), now, out);
}

/// Asks everything that may refuse an attempt.
bool caller::may_go(std::uint64_t number, request& of, flight& one, time_point now) {
  if (throttle_ && !throttle_->admits(dice_.draw(throttle_name_, number, of.attempts), now)) {
    guard_->numbers().count(now, instrument::throttled);
    return false;
  }
  const auto chosen = of.host ? of.host : choose(number, of, now);
  if (!chosen) return false;
  one.endpoint = *chosen;
  if (!breaker_around_ && guard_) {
    const auto said = guard_->admit(of.what.client, one.endpoint, now);
    if (said && !said->granted) return false;
    one.admitted = said;
  }
  if (!bulkhead_) return true;
  const auto [goes, waits, dropped] = bulkhead_->ask(attempt_id(number, one.ordinal), now);
  one.has_slot = goes;
  one.waits = waits;
  if (!goes && (dropped || !waits)) guard_->numbers().count(now, instrument::no_slot);
  if (dropped && waits) {
    if (const found gone = waiting_for(*dropped)) gone.one->waits.reset();
    refuse(*dropped, now);
  }
  return goes || waits;
}

std::optional<std::uint32_t> caller::choose(
    std::uint64_t number,
    const request& of,
    time_point now
) {
  const double draw = dice_.draw(endpoint_name_, number, of.attempts);
  if (!skip_open_) return balancer_.choose(draw, waiting_on_);
  eligible_.clear();
  for (std::uint32_t i = 0; i < waiting_on_.size(); ++i) {
    if (guard_->would_admit(of.what.client, i, now)) eligible_.push_back(i);
  }
  if (eligible_.empty()) {
    guard_->numbers().count(now, instrument::shut_out);
    return {};
  }
  return balancer_.choose_among(eligible_, draw, waiting_on_);
}

void caller::send(std::uint64_t number, request& of, flight& one, time_point now, wire& out) {
  const bool waited = one.since != now;
  one.sent = true;
  ++waiting_on_[one.endpoint];
  const std::uint64_t id = attempt_id(number, one.ordinal);
  told_.sent(now);
  if (guard_ && of.tries > 1 && !one.hedge) guard_->numbers().count(now, instrument::retries);
  if (timeout_ && !waited) timeouts_.push_back({after(now, *timeout_), id});
  if (hedge_) watch_for_hedge(id, now);
  out.send(id, of.on(one));
}

void caller::watch_for_hedge(std::uint64_t id, time_point now) {
  if (const auto wait = hedge_->after()) hedges_.push({after(now, *wait), id});
}

/// One more beside an attempt that is still under way when its time has come.
void caller::hedge_due(time_point now, wire& out) {
  while (!hedges_.empty() && hedges_.top().due <= now) {
    const std::uint64_t id = hedges_.top().id;
    hedges_.pop();
    const found at = waiting_for(id);
    const bool last = at && &at.of->under_way.back() == at.one;
    if (!last || !hedge_->admits(static_cast<std::uint32_t>(at.of->under_way.size()))) continue;
    attempt(id >> ordinal_bits, *at.of, true, now, out);
  }
}

}  // namespace surgeline::model
