#include "run_page_series.hpp"

#include <array>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>

#include "surgeline/scenario/target_rate.hpp"

/// The series of a run's own loads and what is in its laboratory.
namespace surgeline::runner {
namespace {

using measure::instrument;
using metrics::family;
using metrics::page;

/// Requests that did not succeed, by how the last attempt ended.
constexpr std::array<std::pair<instrument, std::string_view>, 7> bad_ends{
    {{instrument::timed_out, "timed_out"},
     {instrument::rejected, "rejected"},
     {instrument::broken, "broken"},
     {instrument::unreachable, "unreachable"},
     {instrument::errors, "errors"},
     {instrument::denied, "denied"},
     {instrument::withheld, "withheld"}}
};

/// One subject of what was counted.
struct counted {
  totals& all;
  std::string subject;

  double sum(instrument what) const { return all.sum(subject, what); }
  double last(instrument what) const { return all.last(subject, what); }
  metrics::histogram_cells::reading histogram(instrument what) const {
    return all.histogram(subject, what);
  }
};

/// Counted anew each time: what is recorded of a run that goes on may still grow behind.
class totals_so_far : public totals {
 public:
  totals_so_far(const measure::recording& seen, time_point now) : seen_(seen), now_(now) {}

  double sum(const std::string& subject, instrument what) override {
    return seen_.sum(subject, what, {}, now_);
  }
  double last(const std::string& subject, instrument what) override {
    return seen_.last(subject, what, now_);
  }
  metrics::histogram_cells::reading histogram(const std::string& subject, instrument what)
      override {
    return reading_of(seen_.merged(subject, what, {}, now_));
  }

 private:
  const measure::recording& seen_;
  time_point now_;
};

void add_load(page& to, const std::string& id, const counted& of) {
  const double offered = of.sum(instrument::offered), dropped = of.sum(instrument::dropped);
  to.add(family::load_scheduled, {{"load", id}}, offered);
  to.add(family::load_started, {{"load", id}}, offered - dropped);
  to.add(family::load_dropped, {{"load", id}}, dropped);
  to.add(family::load_attempts, {{"load", id}}, of.sum(instrument::attempts));
  to.add(family::load_open, {{"load", id}}, of.last(instrument::open));
  to.add(family::load_latency, {{"load", id}}, of.histogram(instrument::latency));
  to.add(family::load_service_time, {{"load", id}}, of.histogram(instrument::service_time));
  to.add(family::load_schedule_lag, {{"load", id}}, of.histogram(instrument::lag));
  const auto add = [&](std::string_view outcome, std::string_view deadline, double requests) {
    to.add(
        family::load_completed,
        {{"load", id}, {"outcome", outcome}, {"deadline", deadline}},
        requests
    );
  };
  const double good = of.sum(instrument::good);
  add("ok", "met", good);
  add("ok", "missed", of.sum(instrument::succeeded) - good);
  for (const auto& [what, word] : bad_ends) add(word, "none", of.sum(what));
}

void add_policy(page& to, const scenario::policy& what, const counted& of) {
  to.add(family::policy_retries, {{"policy", what.id}}, of.sum(instrument::retries));
  if (what.breaker) {
    const double all = of.last(instrument::breakers), open = of.last(instrument::breakers_open);
    to.add(family::policy_breakers, {{"policy", what.id}, {"state", "open"}}, open);
    to.add(family::policy_breakers, {{"policy", what.id}, {"state", "closed"}}, all - open);
    const auto changed = [&](std::string_view into, instrument times) {
      to.add(family::breaker_transitions, {{"policy", what.id}, {"to", into}}, of.sum(times));
    };
    changed("open", instrument::opened);
    changed("half_open", instrument::half_opened);
    changed("closed", instrument::closed);
  }
  const auto refused = [&](bool can, std::string_view cause, instrument times) {
    if (!can) return;
    to.add(family::breaker_rejected, {{"policy", what.id}, {"cause", cause}}, of.sum(times));
  };
  refused(what.breaker.has_value(), "open", instrument::shut_out);
  refused(what.bulkhead.has_value(), "concurrency", instrument::no_slot);
  refused(what.throttle.has_value(), "throttle", instrument::throttled);
  const double budgets = of.last(instrument::budgets);
  if (what.budget && budgets > 0) {
    const double left = of.last(instrument::budgets_left) / budgets;
    to.add(family::retry_budget_ratio, {{"policy", what.id}}, left);
  }
}

void add_service(page& to, const std::string& id, const counted& of) {
  const auto add = [&](std::string_view outcome, instrument what) {
    to.add(family::service_jobs, {{"service", id}, {"outcome", outcome}}, of.sum(what));
  };
  add("served", instrument::served);
  add("refused", instrument::refused);
  add("wasted", instrument::wasted);
  to.add(family::service_queue_depth, {{"service", id}}, of.last(instrument::queue));
  to.add(family::service_in_flight, {{"service", id}}, of.last(instrument::in_flight));
  to.add(family::service_queue_time, {{"service", id}}, of.histogram(instrument::queue_delay));
}

}  // namespace

metrics::histogram_cells::reading reading_of(const measure::histogram& all) {
  metrics::histogram_cells::reading made;
  for (const auto& [bucket, times] : all.buckets()) {
    const auto [low, high] = measure::histogram::bounds(bucket);
    made.counts[bucket_of(low + (high - low) / 2)] += times;
  }
  made.sum = seconds(all.mean()) * static_cast<double>(all.count());
  return made;
}

void add_intent(page& to, const scenario::file& of, const intent& meant, time_point now) {
  for (const scenario::load& one : of.loads) {
    if (!one.is_ours()) continue;
    if (const auto target = scenario::target_rate(of, one, now))
      to.add(family::load_target, {{"load", one.id}}, *target * meant.factor * meant.speed);
    // Those that wait for answers are sent away in part, the others ask less often.
    const double part = one.model == scenario::load_model::closed ? meant.factor : 1;
    to.add(
        family::load_clients,
        {{"load", one.id}, {"policy", one.policy.value_or("")}},
        std::round(one.clients.count * part)
    );
  }
}

void add_series(page& to, const scenario::file& of, totals& all) {
  const auto subject = [&](const char* kind, const std::string& id) {
    return counted{all, std::string{kind} + "." + id};
  };
  for (const scenario::load& one : of.loads) add_load(to, one.id, subject("load", one.id));
  for (const scenario::policy& one : of.policies) add_policy(to, one, subject("policy", one.id));
  for (const scenario::service& one : of.services) {
    if (one.is_lab()) add_service(to, one.id, subject("service", one.id));
  }
  for (const scenario::daemon& one : of.daemons) {
    const double waiting = subject("daemon", one.id).last(instrument::depth);
    to.add(family::daemon_waiting, {{"daemon", one.id}}, waiting);
  }
}

void add_series(
    page& to,
    const scenario::file& of,
    const measure::recording& seen,
    time_point now
) {
  totals_so_far counted(seen, now);
  add_series(to, of, counted);
}

}  // namespace surgeline::runner
