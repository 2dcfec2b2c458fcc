#include "surgeline/model/population.hpp"

#include <algorithm>

namespace surgeline::model {

using measure::instrument;
using resilience::outcome;

namespace {

constexpr instrument counter_of(outcome how) {
  switch (how) {
    case outcome::ok:
    case outcome::degraded:
      return instrument::succeeded;
    case outcome::failed:
      return instrument::errors;
    case outcome::rejected:
      return instrument::rejected;
    case outcome::timeout:
      return instrument::timed_out;
    case outcome::reset:
      return instrument::broken;
    case outcome::unreachable:
      return instrument::unreachable;
    case outcome::refused:
      return instrument::withheld;
    case outcome::denied:
      return instrument::denied;
  }
  return instrument::broken;
}

/// The phases in which a load has another rate, in their order. The last phase lasts as long as the run.
std::vector<stretch> stretches(const scenario::file& from, const scenario::load& of) {
  std::vector<stretch> all;
  time_point start{};
  for (const scenario::phase& one : from.phases) {
    const bool last = &one == &from.phases.back();
    const time_point end = last ? never : after(start, one.length);
    const auto found = std::ranges::find(of.stages, one.id, &scenario::load_stage::phase);
    if (found != of.stages.end()) all.push_back({start, end, found->rate});
    start = end;
  }
  return all;
}

}  // namespace

population::population(const scenario::file& from, const scenario::route& way, chance dice)
    : load_(from.loads[way.load]),
      dice_(dice),
      client_name_(hash_of("load." + load_.id + ".client")),
      arrivals_(load_, dice, stretches(from, load_)),
      caller_(
          "load." + load_.id,
          scenario::policy_of(from, load_),
          way.endpoints,
          way.balance,
          dice,
          *this
      ),
      numbers_(measure::subject_kind::load, load_.id),
      waste_(measure::subject_kind::service, from.services[way.service].id) {
  if (load_.model == scenario::load_model::closed) users_.emplace(load_, dice);
}

std::vector<measure::meter*> population::meters() {
  std::vector<measure::meter*> all{&numbers_, &waste_};
  if (measure::meter* const of_policy = caller_.numbers()) all.push_back(of_policy);
  return all;
}

time_point population::next_due() const {
  return std::min(users_ ? users_->next() : arrivals_.next(), caller_.next_due());
}

void population::advance(time_point now, wire& out) {
  caller_.advance(now, out);
  if (!users_) {
    for (; arrivals_.next() <= now; arrivals_.step()) begin({}, arrivals_.next(), now, out);
    return;
  }
  while (users_->next() <= now) {
    const time_point due = users_->next();
    begin(users_->take(), due, now, out);
  }
}

void population::scale(double factor, time_point now) {
  if (users_)
    users_->scale(factor, now);
  else
    arrivals_.scale(factor, now);
}

void population::begin(
    std::optional<std::uint32_t> user,
    time_point intended,
    time_point now,
    wire& out
) {
  const std::uint64_t number = begun_++;
  numbers_.count(now, instrument::offered);
  numbers_.observe(now, instrument::lag, now - intended);
  if (caller_.open() >= most_open) {
    numbers_.count(now, instrument::dropped);
    return;
  }
  const auto dealt = [&] {
    return static_cast<std::uint32_t>(dice_.draw(client_name_, number, 0) * load_.clients.count);
  };
  const call made{
      .number = number,
      .client = user ? *user : dealt(),
      .connection = static_cast<std::uint32_t>(number % load_.clients.connections_per_client),
      .intended = intended,
      .begun = now
  };
  numbers_.gauge(now, instrument::open, static_cast<double>(caller_.open() + 1));
  caller_.begin(made, now, out);
}

void population::answered(
    std::uint64_t attempt,
    const resilience::answer& how,
    time_point now,
    wire& out
) {
  if (!caller_.answered(attempt, how, now, out) && is_good(how.how))
    waste_.count(now, instrument::wasted);
}

void population::lost(const line& which, outcome why, time_point now, wire& out) {
  caller_.lost(which, why, now, out);
}

void population::sent(time_point now) { numbers_.count(now, instrument::attempts); }

void population::over(const call& which, outcome how, time_point now) {
  const duration took = now - which.intended;
  const bool in_time = !load_.deadline || took <= *load_.deadline;
  numbers_.count(now, counter_of(how));
  if (is_answer(how)) {
    numbers_.count(now, instrument::answered);
    numbers_.observe(now, instrument::latency, took);
    numbers_.observe(now, instrument::service_time, now - which.begun);
  }
  if (is_good(how) && in_time) numbers_.count(now, instrument::good);
  if (how == outcome::degraded) numbers_.count(now, instrument::degraded);
  numbers_.gauge(now, instrument::open, static_cast<double>(caller_.open()));
  if (users_) users_->over(which.client, which.intended, now);
}

}  // namespace surgeline::model
