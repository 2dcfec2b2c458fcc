#include "surgeline/model/server.hpp"

#include <algorithm>
#include <utility>

namespace surgeline::model {

using measure::instrument;
using resilience::outcome;

server::server(const scenario::service& what, chance dice, std::vector<step> steps)
    : what_(what),
      steps_(std::move(steps)),
      dice_(dice),
      name_(hash_of("service." + what.id + ".service_time")),
      failure_name_(hash_of("service." + what.id + ".failure")),
      share_name_(hash_of("service." + what.id + ".calls.share")),
      fallback_name_(hash_of("service." + what.id + ".calls.fallback")),
      cache_name_(hash_of("service." + what.id + ".keys")),
      replicas_(what.replicas, replica{.queue = resilience::queue<waiting>{what.queue}}),
      effects_(what.log.partitions, what.log.idempotent),
      numbers_(measure::subject_kind::service, what.id) {
  set_up_role();
  if (what.cold_start == duration{}) return;
  for (std::uint32_t i = 0; i < what.replicas; ++i) start(i, what.cold_start, time_point{});
}

void server::arrive(std::uint32_t index, const job& what, time_point now, surroundings& out) {
  advance(now, out);
  numbers_.count(now, instrument::arrived);
  admit(index, {what, now}, now, out);
  show(now);
}

void server::admit(std::uint32_t index, const waiting& next, time_point now, surroundings& out) {
  replica& at = replicas_[index];
  const job& what = next.what;
  if (!at.up) {
    out.reply(what, outcome::reset);
  } else if (at.stalls) {
    at.unread.push_back(next);
  } else if (serves(at, now)) {
    take(index, next, now, now, out);
  } else {
    const auto [waits, dropped] = at.queue.offer(next, now);
    if (waits) {
      ++queued_;
      note(what, {what.attempt, *waits, index, true});
    }
    if (dropped && waits) {
      --queued_;
      forget(dropped->what);
    }
    if (dropped && dropped->lease == 0) refuse(dropped->what, now, out);
  }
}

void server::take(
    std::uint32_t index,
    const waiting& next,
    time_point at,
    time_point now,
    surroundings& out
) {
  numbers_.observe(now, instrument::queue_delay, at - next.arrived);
  replica& of = replicas_[index];
  ++of.busy;
  ++busy_;
  const std::uint64_t ticket = ++jobs_begun_;
  jobs_.emplace(ticket, working{.what = next.what, .replica = index, .ordinal = of.started++});
  note(next.what, {next.what.attempt, ticket, index, false});
  if (leases_) lend(jobs_.at(ticket), next, at);
  go_on(ticket, at, now, out);
}

void server::fill(std::uint32_t index, time_point at, time_point now, surroundings& out) {
  replica& of = replicas_[index];
  const auto drop = [&](const waiting& late) {
    --queued_;
    forget(late.what);
    refuse(late.what, now, out);
  };
  while (serves(of, at)) {
    const auto next = of.queue.next(at, drop);
    if (!next) return;
    --queued_;
    take(index, *next, std::max(at, next->arrived), now, out);
  }
}

void server::go_on(std::uint64_t ticket, time_point at, time_point now, surroundings& out) {
  working& one = jobs_.at(ticket);
  if (one.step == steps_.size()) return finish(ticket, one.how, at, now, out);
  const step& next = steps_[one.step];
  if (next.what == step::sort::work) return work(ticket, one, work_time(one, at), at);
  if (next.what == step::sort::call) return begin_calls(ticket, at, now, out);
  one.missing = 1;
  send_out(ticket, one, 0, now, out);
}

void server::work(std::uint64_t ticket, working& one, duration span, time_point at) {
  one.ends = after(at, span);
  if (one.ends != never) alarms_.push({one.ends, ticket, one.replica});
}

duration server::work_time(const working& one, time_point at) {
  const duration elapsed = at.time_since_epoch();
  duration span = what_.service_time.sample(dice_.draw(name_, one.replica, one.ordinal), elapsed);
  if (span == forever) return forever;
  const replica& of = replicas_[one.replica];
  span += what_.per_in_flight * (of.busy - 1) +
          what_.per_queued * static_cast<duration::rep>(of.queue.size());
  const double slower = of.slowness / what_.speed.at(elapsed);
  return slower == 1 ? span : from_seconds(seconds(span) * slower);
}

void server::advance(time_point now, surroundings& out) {
  if (next_due() > now) return;
  for (time_point next = next_due(); next <= now; next = next_due()) {
    if (leases_ && leases_->next_due() == next) {
      hand_out_again(next, out);
      continue;
    }
    if (consumers_ && consumers_->next_due() == next) {
      consume(now);
      continue;
    }
    const alarm due = alarms_.top();
    alarms_.pop();
    if (due.job == 0) {
      fill(due.replica, due.due, now, out);
    } else if (!is_stale(due)) {
      working& one = jobs_.at(due.job);
      one.ends = never;
      one.fallbacks = 0;
      ++one.step;
      go_on(due.job, due.due, now, out);
    }
    drop_stale_alarms();
  }
  show(now);
}

bool server::is_stale(const alarm& one) const {
  if (one.job == 0) return false;
  const auto found = jobs_.find(one.job);
  return found == jobs_.end() || found->second.stalled || found->second.ends != one.due;
}

/// So that the next alarm is one that is heard.
void server::drop_stale_alarms() {
  while (!alarms_.empty() && is_stale(alarms_.top())) alarms_.pop();
}

/// Who finds the queue full, and who is dropped from it.
void server::refuse(const job& who, time_point now, surroundings& out) {
  numbers_.count(now, instrument::refused);
  const bool resets = what_.queue.on_full == resilience::on_full::reset;
  out.reply(who, resets ? outcome::reset : outcome::rejected);
}

/// What becomes of a job that has been done.
outcome server::fate(const working& one, time_point at) const {
  const double draw = dice_.draw(failure_name_, one.replica, one.ordinal);
  if (draw >= what_.failure->share.at(at.time_since_epoch()).part) return one.how;
  using enum scenario::failure_outcome::sort;
  switch (what_.failure->outcome.what) {
    case status:
      return outcome::failed;
    case reset:
      return outcome::reset;
    case hang:
      return outcome::timeout;
  }
  return outcome::failed;
}

void server::finish(
    std::uint64_t ticket,
    outcome how,
    time_point at,
    time_point now,
    surroundings& out
) {
  const working one = jobs_.at(ticket);
  jobs_.erase(ticket);
  forget(one.what);
  if (is_good(how) && what_.failure) how = fate(one, at);
  const bool refused = is_fenced(one);
  if (!refused && how != outcome::failed) take_effect(one, now);
  const bool answers = !refused && is_answered_by(one) && how != outcome::timeout;
  if (answers && !out.reply(one.what, how) && is_good(how)) numbers_.count(now, instrument::wasted);
  free_slot(one.replica, at, now, out);
}

void server::free_slot(std::uint32_t index, time_point at, time_point now, surroundings& out) {
  --replicas_[index].busy;
  --busy_;
  fill(index, at, now, out);
}

void server::show(time_point now) {
  numbers_.gauge(now, instrument::queue, static_cast<double>(queued_));
  numbers_.gauge(now, instrument::in_flight, static_cast<double>(busy_));
  const double slots = static_cast<double>(what_.replicas) * what_.slots;
  numbers_.gauge(now, instrument::utilisation, static_cast<double>(busy_) / slots);
}

}  // namespace surgeline::model
