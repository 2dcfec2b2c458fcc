#include "surgeline/model/caller.hpp"

#include <algorithm>
#include <string>

namespace surgeline::model {

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
      told_(told) {
  if (by == nullptr) return;
  timeout_ = by->timeout;
  retry_ = by->retry;
  if (by->budget) budget_.emplace(*by->budget);
}

time_point caller::next_due() const {
  time_point first = never;
  if (!timeouts_.empty()) first = timeouts_.front().due;
  if (!retries_.empty()) first = std::min(first, retries_.top().due);
  return first;
}

void caller::advance(time_point now, wire& out) {
  give_up_due(now, out);
  while (!retries_.empty() && retries_.top().due <= now) {
    const std::uint64_t number = retries_.top().id;
    retries_.pop();
    attempt(number, open_.at(number), now, out);
  }
}

void caller::give_up_due(time_point now, wire& out) {
  while (!timeouts_.empty() && timeouts_.front().due <= now) {
    const std::uint64_t id = timeouts_.front().id;
    timeouts_.pop_front();
    request* const of = waiting_for(id);
    if (of == nullptr) continue;
    out.abandon(id, of->on());
    ended(number_of(id), *of, outcome::timeout, now, out);
  }
}

void caller::begin(const call& what, time_point now, wire& out) {
  request& made = open_[what.number];
  made.what = what;
  attempt(what.number, made, now, out);
}

void caller::attempt(std::uint64_t number, request& of, time_point now, wire& out) {
  ++of.attempts;
  of.under_way = true;
  of.endpoint = balancer_.choose(dice_.draw(endpoint_name_, number, of.attempts), waiting_on_);
  ++waiting_on_[of.endpoint];
  const std::uint64_t id = attempt_id(number, of.attempts);
  told_.sent(now);
  if (timeout_) timeouts_.push_back({after(now, *timeout_), id});
  out.send(id, of.on());
}

caller::request* caller::waiting_for(std::uint64_t attempt) {
  const auto found = open_.find(attempt >> 8);
  if (found == open_.end()) return nullptr;
  request& of = found->second;
  return of.under_way && of.attempts == (attempt & 0xff) ? &of : nullptr;
}

bool caller::answered(std::uint64_t attempt, outcome how, time_point now, wire& out) {
  request* of = waiting_for(attempt);
  if (of != nullptr) ended(attempt >> 8, *of, how, now, out);
  return of != nullptr;
}

void caller::lost(const line& which, outcome why, time_point now, wire& out) {
  std::vector<std::uint64_t> hit;
  for (const auto& [number, of] : open_) {
    if (of.under_way && of.on() == which) hit.push_back(number);
  }
  std::ranges::sort(hit);
  for (const std::uint64_t number : hit) ended(number, open_.at(number), why, now, out);
}

void caller::ended(std::uint64_t number, request& of, outcome how, time_point now, wire& out) {
  of.under_way = false;
  --waiting_on_[of.endpoint];
  if (is_good(how) && budget_) budget_->succeeded();
  const bool again = !is_good(how) && retry_ && retry_->allows(of.attempts, how) &&
                     (!budget_ || budget_->withdraw());
  if (!again) {
    const call over = of.what;
    open_.erase(number);
    return told_.over(over, how, now);
  }
  of.waited = retry_->wait(
      of.attempts,
      of.waited,
      dice_.draw(base_name_, number, of.attempts),
      dice_.draw(jitter_name_, number, of.attempts)
  );
  if (of.waited == duration{}) return attempt(number, of, now, out);
  retries_.push({after(now, of.waited), number});
}

}  // namespace surgeline::model
