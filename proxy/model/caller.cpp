#include "surgeline/model/caller.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace surgeline::model {

using measure::instrument;
using resilience::answer;
using resilience::outcome;

namespace {

std::uint64_t name_of(std::string_view caller, const char* what) {
  return hash_of(std::string{caller} + what);
}

}  // namespace

caller::caller(
    std::string_view name,
    const scenario::policy* by,
    std::uint32_t endpoints,
    resilience::balance how,
    chance dice,
    call_listener& told
)
    : balancer_(how, endpoints),
      waiting_on_(endpoints),
      dice_(dice),
      endpoint_name_(name_of(name, ".endpoint")),
      base_name_(name_of(name, ".backoff.base")),
      jitter_name_(name_of(name, ".backoff.jitter")),
      throttle_name_(name_of(name, ".throttle")),
      told_(told) {
  if (by == nullptr) return;
  timeout_ = by->timeout;
  retry_ = by->retry;
  guard_.emplace(*by);
  if (by->bulkhead) bulkhead_.emplace(*by->bulkhead);
  if (by->throttle) throttle_.emplace(*by->throttle);
  if (by->hedge) hedge_.emplace(*by->hedge);
  breaker_around_ = by->breaker && by->order == scenario::nesting::retry_in_breaker;
  skip_open_ = by->skip_open && by->breaker;
}

time_point caller::next_due() const {
  time_point first = never;
  for (const auto* in_order : {&timeouts_, &refused_}) {
    if (!in_order->empty()) first = std::min(first, in_order->front().due);
  }
  for (const alarms* some : {&retries_, &hedges_}) {
    if (!some->empty()) first = std::min(first, some->top().due);
  }
  return first;
}

void caller::advance(time_point now, wire& out) {
  if (guard_) guard_->note(now);
  give_up_due(now, out);
  while (!retries_.empty() && retries_.top().due <= now) {
    const std::uint64_t number = retries_.top().id;
    retries_.pop();
    attempt(number, open_.at(number), false, now, out);
  }
  hedge_due(now, out);
}

void caller::give_up_due(time_point now, wire& out) {
  while (!timeouts_.empty() && timeouts_.front().due <= now) {
    const std::uint64_t id = timeouts_.front().id;
    timeouts_.pop_front();
    if (const found at = waiting_for(id); at && at.one->sent) out.abandon(id, at.of->on(*at.one));
    ended(id, outcome::timeout, now, out);
  }
  // Those that are refused while this goes on have their turn at the next moment.
  for (std::size_t left = refused_.size(); left > 0; --left) {
    const std::uint64_t id = refused_.front().id;
    refused_.pop_front();
    ended(id, outcome::refused, now, out);
  }
}

caller::found caller::waiting_for(std::uint64_t attempt) {
  const auto at = open_.find(attempt >> ordinal_bits);
  if (at == open_.end()) return {};
  const std::uint32_t ordinal = attempt & ((1U << ordinal_bits) - 1);
  for (flight& one : at->second.under_way) {
    if (one.ordinal == ordinal) return {&at->second, &one};
  }
  return {};
}

bool caller::answered(std::uint64_t attempt, const answer& how, time_point now, wire& out) {
  if (!waiting_for(attempt)) return false;
  if (guard_) guard_->note(now);
  ended(attempt, how, now, out);
  return true;
}

void caller::lost(const line& which, outcome why, time_point now, wire& out) {
  std::vector<std::uint64_t> hit;
  for (const auto& [number, of] : open_) {
    for (const flight& one : of.under_way) {
      if (one.sent && of.on(one) == which) hit.push_back(attempt_id(number, one.ordinal));
    }
  }
  std::ranges::sort(hit);
  if (guard_) guard_->note(now);
  for (const std::uint64_t attempt : hit) ended(attempt, why, now, out);
}

void caller::ended(std::uint64_t attempt, const answer& how, time_point now, wire& out) {
  const found at = waiting_for(attempt);
  if (!at) return;
  const std::uint64_t number = attempt >> ordinal_bits;
  request& of = *at.of;
  const flight was = *at.one;
  of.under_way.erase(of.under_way.begin() + (at.one - of.under_way.data()));
  land(was, of.what.client, how.how, now, out);
  if (is_good(how.how) || of.shut_out) return finish(number, of, how.how, now, out);
  if (of.under_way.empty()) try_again(number, of, how, now, out);
}

/// What an attempt held is free again, and whoever watches hears how it went.
void caller::land(const flight& one, std::uint32_t client, outcome how, time_point now, wire& out) {
  const duration took = now - one.since;
  if (one.admitted) guard_->ended(*one.admitted, client, one.endpoint, how, took, now);
  if (one.waits) bulkhead_->give_up(*one.waits, now);
  if (!one.sent) return;
  --waiting_on_[one.endpoint];
  const bool taken_in = is_good(how) || how == outcome::failed || how == outcome::denied;
  if (throttle_ && taken_in) throttle_->accepted(now);
  if (hedge_ && is_good(how)) hedge_->succeeded(took);
  if (one.has_slot) give_back_slot(now, out);
}

void caller::give_back_slot(time_point now, wire& out) {
  const auto next = bulkhead_->leave(now, [&](std::uint64_t late) {
    guard_->numbers().count(now, instrument::no_slot);
    refuse(late, now);
  });
  if (!next) return;
  const found at = waiting_for(*next);
  at.one->waits.reset();
  at.one->has_slot = true;
  send(*next >> ordinal_bits, *at.of, *at.one, now, out);
}

void caller::try_again(
    std::uint64_t number,
    request& of,
    const answer& how,
    time_point now,
    wire& out
) {
  resilience::budget* const budget = guard_ ? guard_->budget(of.what.client) : nullptr;
  if (budget != nullptr && retry_ && retry_->covers(how)) budget->failed();
  const bool again = retry_ && retry_->allows(of.tries, how) &&
                     (budget == nullptr || budget->withdraw(of.retrying, now));
  if (!again) return finish(number, of, how.how, now, out);
  of.retrying = true;
  of.waited = retry_->wait(
      of.tries,
      of.waited,
      dice_.draw(base_name_, number, of.tries),
      dice_.draw(jitter_name_, number, of.tries)
  );
  const duration wait = retry_->wait_after(how, of.waited);
  if (wait == duration{}) return attempt(number, of, false, now, out);
  retries_.push({after(now, wait), number});
}

void caller::finish(std::uint64_t number, request& of, outcome how, time_point now, wire& out) {
  const call over = of.what;
  const auto abandoned = std::exchange(of.under_way, {});
  if (resilience::budget* const budget = guard_ ? guard_->budget(over.client) : nullptr) {
    if (is_good(how)) budget->succeeded();
    budget->over(of.retrying);
  }
  if (of.admitted) {
    const std::uint32_t host = of.host.value_or(0);
    guard_->ended(*of.admitted, over.client, host, how, now - of.since, now);
  }
  open_.erase(number);
  for (const flight& one : abandoned) {
    if (one.admitted) guard_->forgotten(*one.admitted, over.client, one.endpoint);
    if (one.waits) bulkhead_->give_up(*one.waits, now);
    if (one.sent) {
      --waiting_on_[one.endpoint];
      out.abandon(attempt_id(number, one.ordinal), {over.client, over.connection, one.endpoint});
    }
    if (one.has_slot) give_back_slot(now, out);
  }
  told_.over(over, how, now);
}

}  // namespace surgeline::model
