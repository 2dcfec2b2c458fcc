#include "surgeline/model/population.hpp"

#include <algorithm>
#include <utility>

namespace surgeline::model {

using measure::instrument;
using resilience::outcome;

namespace {

std::uint64_t name_of(const scenario::load& of, const char* what) {
  return hash_of("load." + of.id + "." + what);
}

constexpr instrument counter_of(outcome how) {
  switch (how) {
    case outcome::ok:
      return instrument::succeeded;
    case outcome::rejected:
      return instrument::rejected;
    case outcome::timeout:
      return instrument::timed_out;
    case outcome::reset:
      return instrument::broken;
    case outcome::unreachable:
      return instrument::unreachable;
  }
  return instrument::broken;
}

}  // namespace

population::population(const scenario::file& from, const scenario::route& way, chance dice)
    : load_(from.loads[way.load]),
      balancer_(way.balance, way.endpoints),
      waiting_on_(way.endpoints),
      dice_(dice),
      client_name_(name_of(load_, "client")),
      endpoint_name_(name_of(load_, "endpoint")),
      base_name_(name_of(load_, "backoff.base")),
      jitter_name_(name_of(load_, "backoff.jitter")),
      arrivals_(load_, dice),
      numbers_(measure::subject_kind::load, load_.id),
      waste_(measure::subject_kind::service, from.services[way.service].id) {
  if (const scenario::policy* policy = scenario::policy_of(from, load_)) {
    timeout_ = policy->timeout;
    retry_ = policy->retry;
    if (policy->budget) budget_.emplace(*policy->budget);
  }
}

time_point population::next_due() const {
  time_point first = arrivals_.next();
  if (!timeouts_.empty()) first = std::min(first, timeouts_.front().due);
  if (!retries_.empty()) first = std::min(first, retries_.top().due);
  return first;
}

void population::advance(time_point now, wire& out) {
  give_up_due(now, out);
  while (!retries_.empty() && retries_.top().due <= now) {
    const std::uint64_t number = retries_.top().id;
    retries_.pop();
    attempt(number, open_.at(number), now, out);
  }
  for (; arrivals_.next() <= now; arrivals_.step()) begin(arrivals_.next(), now, out);
}

void population::give_up_due(time_point now, wire& out) {
  while (!timeouts_.empty() && timeouts_.front().due <= now) {
    const std::uint64_t id = timeouts_.front().id;
    timeouts_.pop_front();
    if (request* of = waiting_for(id)) ended(id >> 8, *of, outcome::timeout, now, out);
  }
}

void population::begin(time_point intended, time_point now, wire& out) {
  const std::uint64_t number = begun_++;
  numbers_.count(now, instrument::offered);
  numbers_.observe(now, instrument::lag, now - intended);
  if (open_.size() >= most_open) {
    numbers_.count(now, instrument::dropped);
    return;
  }
  const double draw = dice_.draw(client_name_, number, 0);
  request& made = open_[number];
  made.intended = intended;
  made.on.client = static_cast<std::uint32_t>(draw * load_.clients.count);
  made.on.connection = static_cast<std::uint32_t>(number % load_.clients.connections_per_client);
  numbers_.gauge(now, instrument::open, static_cast<double>(open_.size()));
  attempt(number, made, now, out);
}

void population::attempt(std::uint64_t number, request& of, time_point now, wire& out) {
  ++of.attempts;
  of.under_way = true;
  of.on.endpoint = balancer_.choose(dice_.draw(endpoint_name_, number, of.attempts), waiting_on_);
  ++waiting_on_[of.on.endpoint];
  const std::uint64_t id = attempt_id(number, of.attempts);
  numbers_.count(now, instrument::attempts);
  if (timeout_) timeouts_.push_back({after(now, *timeout_), id});
  out.send(id, of.on);
}

population::request* population::waiting_for(std::uint64_t attempt) {
  const auto found = open_.find(attempt >> 8);
  if (found == open_.end()) return nullptr;
  request& of = found->second;
  return of.under_way && of.attempts == (attempt & 0xff) ? &of : nullptr;
}

void population::answered(std::uint64_t attempt, outcome how, time_point now, wire& out) {
  if (request* of = waiting_for(attempt)) {
    ended(attempt >> 8, *of, how, now, out);
  } else if (how == outcome::ok) {
    waste_.count(now, instrument::wasted);
  }
}

void population::lost(const line& which, outcome why, time_point now, wire& out) {
  std::vector<std::uint64_t> hit;
  for (const auto& [number, of] : open_) {
    if (of.under_way && of.on == which) hit.push_back(number);
  }
  std::ranges::sort(hit);
  for (const std::uint64_t number : hit) ended(number, open_.at(number), why, now, out);
}

void population::ended(std::uint64_t number, request& of, outcome how, time_point now, wire& out) {
  of.under_way = false;
  --waiting_on_[of.on.endpoint];
  if (how == outcome::ok && budget_) budget_->succeeded();
  const bool again = how != outcome::ok && retry_ && retry_->allows(of.attempts, how) &&
                     (!budget_ || budget_->withdraw());
  if (!again) return finish(number, of, how, now);
  of.waited = retry_->wait(
      of.attempts,
      of.waited,
      dice_.draw(base_name_, number, of.attempts),
      dice_.draw(jitter_name_, number, of.attempts)
  );
  if (of.waited == duration{}) return attempt(number, of, now, out);
  retries_.push({after(now, of.waited), number});
}

void population::finish(std::uint64_t number, const request& of, outcome how, time_point now) {
  const duration took = now - of.intended;
  const bool in_time = !load_.deadline || took <= *load_.deadline;
  numbers_.count(now, counter_of(how));
  if (how == outcome::ok || how == outcome::rejected) {
    numbers_.count(now, instrument::answered);
    numbers_.observe(now, instrument::latency, took);
  }
  if (how == outcome::ok && in_time) numbers_.count(now, instrument::good);
  open_.erase(number);
  numbers_.gauge(now, instrument::open, static_cast<double>(open_.size()));
}

}  // namespace surgeline::model
