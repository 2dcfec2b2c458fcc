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

}  // namespace

population::population(const scenario::file& from, const scenario::route& way, chance dice)
    : load_(from.loads[way.load]),
      dice_(dice),
      client_name_(hash_of("load." + load_.id + ".client")),
      arrivals_(load_, dice),
      caller_(
          "load." + load_.id,
          scenario::policy_of(from, load_),
          way.endpoints,
          way.balance,
          dice,
          *this
      ),
      numbers_(measure::subject_kind::load, load_.id),
      waste_(measure::subject_kind::service, from.services[way.service].id) {}

std::vector<measure::meter*> population::meters() {
  std::vector<measure::meter*> all{&numbers_, &waste_};
  if (measure::meter* const of_policy = caller_.numbers()) all.push_back(of_policy);
  return all;
}

time_point population::next_due() const { return std::min(arrivals_.next(), caller_.next_due()); }

void population::advance(time_point now, wire& out) {
  caller_.advance(now, out);
  for (; arrivals_.next() <= now; arrivals_.step()) begin(arrivals_.next(), now, out);
}

void population::begin(time_point intended, time_point now, wire& out) {
  const std::uint64_t number = begun_++;
  numbers_.count(now, instrument::offered);
  numbers_.observe(now, instrument::lag, now - intended);
  if (caller_.open() >= most_open) {
    numbers_.count(now, instrument::dropped);
    return;
  }
  const double draw = dice_.draw(client_name_, number, 0);
  const call made{
      .number = number,
      .client = static_cast<std::uint32_t>(draw * load_.clients.count),
      .connection = static_cast<std::uint32_t>(number % load_.clients.connections_per_client),
      .intended = intended
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
  }
  if (is_good(how) && in_time) numbers_.count(now, instrument::good);
  if (how == outcome::degraded) numbers_.count(now, instrument::degraded);
  numbers_.gauge(now, instrument::open, static_cast<double>(caller_.open()));
}

}  // namespace surgeline::model
