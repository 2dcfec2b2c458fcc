#include "surgeline/model/server.hpp"

#include <algorithm>

namespace surgeline::model {

using measure::instrument;
using resilience::outcome;

server::server(const scenario::service& what, chance dice)
    : what_(what),
      dice_(dice),
      name_(hash_of("service." + what.id + ".service_time")),
      replicas_(what.replicas, replica{.queue = resilience::queue<waiting>{what.queue}}),
      numbers_(measure::subject_kind::service, what.id) {}

void server::arrive(std::uint32_t index, const job& what, time_point now, replies& out) {
  advance(now, out);
  numbers_.count(now, instrument::arrived);
  replica& at = replicas_[index];
  if (at.busy < what_.slots) {
    ++at.busy;
    ++busy_;
    start(index, {what, now}, now, now);
  } else {
    const auto [waits, dropped] = at.queue.offer({what, now}, now);
    if (waits) ++queued_;
    if (dropped && waits) --queued_;
    if (dropped) refuse(dropped->what, now, out);
  }
  show(now);
}

void server::start(std::uint32_t index, const waiting& next, time_point at, time_point now) {
  replica& on = replicas_[index];
  const double draw = dice_.draw(name_, index, on.started++);
  const time_point ends = after(at, what_.service_time.sample(draw, at.time_since_epoch()));
  numbers_.observe(now, instrument::queue_delay, at - next.arrived);
  if (ends != never) work_.push({ends, ordinal_++, index, next.what});
}

void server::advance(time_point now, replies& out) {
  if (next_due() > now) return;
  while (next_due() <= now) {
    const working done = work_.top();
    work_.pop();
    numbers_.count(now, instrument::served);
    if (!out.reply(done.what, outcome::ok)) numbers_.count(now, instrument::wasted);
    replica& at = replicas_[done.replica];
    const auto drop = [&](const waiting& late) {
      --queued_;
      refuse(late.what, now, out);
    };
    if (auto next = at.queue.next(done.ends, drop)) {
      --queued_;
      start(done.replica, *next, std::max(done.ends, next->arrived), now);
    } else {
      --at.busy;
      --busy_;
    }
  }
  show(now);
}

/// Who finds the queue full, and who is dropped from it.
void server::refuse(const job& who, time_point now, replies& out) {
  numbers_.count(now, instrument::refused);
  const bool resets = what_.queue.on_full == resilience::on_full::reset;
  out.reply(who, resets ? outcome::reset : outcome::rejected);
}

void server::show(time_point now) {
  numbers_.gauge(now, instrument::queue, static_cast<double>(queued_));
  numbers_.gauge(now, instrument::in_flight, static_cast<double>(busy_));
}

}  // namespace surgeline::model
