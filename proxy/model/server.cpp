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
      replicas_(what.replicas, replica{.queue = resilience::queue<waiting>{what.queue}}),
      numbers_(measure::subject_kind::service, what.id) {}

void server::arrive(std::uint32_t index, const job& what, time_point now, surroundings& out) {
  advance(now, out);
  numbers_.count(now, instrument::arrived);
  replica& at = replicas_[index];
  if (at.busy < what_.slots) {
    ++at.busy;
    ++busy_;
    take(index, {what, now}, now, now, out);
  } else {
    const auto [waits, dropped] = at.queue.offer({what, now}, now);
    if (waits) ++queued_;
    if (dropped && waits) --queued_;
    if (dropped) refuse(dropped->what, now, out);
  }
  show(now);
}

void server::take(
    std::uint32_t index,
    const waiting& next,
    time_point at,
    time_point now,
    surroundings& out
) {
  numbers_.observe(now, instrument::queue_delay, at - next.arrived);
  working one{never, tickets_++, index, 0, outcome::ok, next.what};
  go_on(one, at, now, out);
}

void server::go_on(working& one, time_point at, time_point now, surroundings& out) {
  if (one.step == steps_.size()) return finish(one, at, now, out);
  const step& next = steps_[one.step];
  if (next.what != step::sort::work) {
    away_.emplace(one.ticket, one);
    return out.begin({one.ticket, one.replica, next}, now);
  }
  const double draw = dice_.draw(name_, one.replica, replicas_[one.replica].started++);
  one.ends = after(at, what_.service_time.sample(draw, at.time_since_epoch()));
  if (one.ends != never) work_.push(one);
}

void server::advance(time_point now, surroundings& out) {
  if (next_due() > now) return;
  while (next_due() <= now) {
    working done = work_.top();
    work_.pop();
    ++done.step;
    go_on(done, done.ends, now, out);
  }
  show(now);
}

/// Who finds the queue full, and who is dropped from it.
void server::refuse(const job& who, time_point now, surroundings& out) {
  numbers_.count(now, instrument::refused);
  const bool resets = what_.queue.on_full == resilience::on_full::reset;
  out.reply(who, resets ? outcome::reset : outcome::rejected);
}

void server::done(std::uint64_t ticket, outcome how, time_point now, surroundings& out) {
  const auto found = away_.find(ticket);
  if (found == away_.end()) return;
  working one = found->second;
  away_.erase(found);
  ++one.step;
  if (how != outcome::ok) one.how = is_good(how) ? how : outcome::failed;
  if (is_good(how))
    go_on(one, now, now, out);
  else
    finish(one, now, now, out);
  show(now);
}

void server::finish(const working& one, time_point at, time_point now, surroundings& out) {
  if (is_good(one.how)) numbers_.count(now, instrument::served);
  if (!out.reply(one.what, one.how) && is_good(one.how)) numbers_.count(now, instrument::wasted);
  replica& from = replicas_[one.replica];
  const auto drop = [&](const waiting& late) {
    --queued_;
    refuse(late.what, now, out);
  };
  if (const auto next = from.queue.next(at, drop)) {
    --queued_;
    return take(one.replica, *next, std::max(at, next->arrived), now, out);
  }
  --from.busy;
  --busy_;
}

void server::show(time_point now) {
  numbers_.gauge(now, instrument::queue, static_cast<double>(queued_));
  numbers_.gauge(now, instrument::in_flight, static_cast<double>(busy_));
}

}  // namespace surgeline::model
