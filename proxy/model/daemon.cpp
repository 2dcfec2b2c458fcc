#include "surgeline/model/daemon.hpp"

#include <algorithm>
#include <utility>

namespace surgeline::model {

using measure::instrument;
using resilience::outcome;
using scenario::daemon_release_mode;

daemon::daemon(
    const scenario::daemon& what,
    std::size_t instances,
    std::vector<scenario::daemon_door> doors,
    chance dice
)
    : what_(what),
      doors_(std::move(doors)),
      dice_(dice),
      name_(hash_of("daemon." + what.id + ".service_time")),
      weather_(instances, dice),
      instances_(instances, instance{.queue = resilience::queue<ticket>{what.queue}}),
      numbers_(measure::subject_kind::daemon, what.id) {
  counts_.instances.resize(instances);
  counts_.doors.resize(doors_.size() + 1);
}

bool daemon::takes(std::uint32_t door, std::uint64_t key, std::uint64_t index) const {
  const double share = doors_[door].how.share.part;
  return share >= 1 || dice_.draw(mix(mix(name_, hash_of("share")), door), key, index) < share;
}

bool daemon::holds(const visit& who) const {
  return !who.is_health && doors_[who.door].how.stage() == scenario::daemon_stage::accept;
}

daemon::ticket daemon::come(const visit& who, time_point now, visitors& out) {
  advance(now, out);
  out_ = &out;
  const ticket whose = tickets_++;
  visitor& one = visitors_.emplace(whose, visitor{.who = who, .came = now}).first->second;
  if (who.is_health) one.who.door = static_cast<std::uint32_t>(doors_.size());
  numbers_.count(now, instrument::asked);
  enter(whose, one, now);
  show(now);
  advance(now, out);
  return whose;
}

void daemon::enter(ticket whose, visitor& one, time_point at) {
  const std::uint32_t index = one.who.instance;
  if (weather_.is_down(index)) return refuse(whose, outcome::rejected, at);
  if (one.who.is_health && weather_.is_stalled(index) && weather_.spares_health(index)) {
    one.beside = true;
    return begin(whose, one, at);
  }
  if (!one.who.is_health && doors_[one.who.door].how.timeout) {
    one.until = after(at, *doors_[one.who.door].how.timeout);
    add(one.until, event::sort::timeout, whose);
  }
  instance& into = instances_[index];
  if (into.busy < what_.slots && into.queue.size() == 0 && may_serve(index, at))
    return serve(whose, at);
  const auto [seat, dropped] = into.queue.offer(whose, at);
  if (seat) {
    one.seat = *seat;
    ++depth_;
    ++counts_.instances[index].depth;
  }
  if (!dropped) return;
  const bool resets = what_.queue.on_full == resilience::on_full::reset;
  refuse(*dropped, resets ? outcome::reset : outcome::rejected, at);
}

/// Stalled or gone, it serves nobody; a paced herd leaves one by one.
bool daemon::may_serve(std::uint32_t index, time_point at) {
  if (weather_.is_stalled(index) || weather_.is_down(index)) return false;
  const instance& from = instances_[index];
  if (from.herd == 0 || what_.release.mode != daemon_release_mode::paced) return true;
  if (at >= from.next_start) return true;
  add(from.next_start, event::sort::pace, index);
  return false;
}

void daemon::serve_next(std::uint32_t index, time_point at) {
  instance& from = instances_[index];
  while (from.busy < what_.slots && from.queue.size() > 0 && may_serve(index, at)) {
    const auto next = next_of(from, at);
    if (!next) break;
    if (from.herd > 0) --from.herd;
    if (what_.release.rate)
      from.next_start = after(at, from_seconds(1 / what_.release.rate->per_second));
    serve(*next, at);
  }
  if (from.queue.size() > 0) return;
  from.herd = 0;
  from.newest_first = false;
}

std::optional<daemon::ticket> daemon::next_of(instance& from, time_point at) {
  if (from.newest_first) return from.queue.newest(at);
  return from.queue.next(at, [&](ticket late) { refuse(late, outcome::rejected, at); });
}

void daemon::serve(ticket whose, time_point at) {
  visitor& one = visitors_.at(whose);
  instance& by = instances_[one.who.instance];
  ++by.busy;
  if (one.seat != no_seat) {
    --depth_;
    --counts_.instances[one.who.instance].depth;
  }
  const duration waited = at - one.came;
  numbers_.count(at, instrument::granted);
  numbers_.observe(at, instrument::wait, waited);
  daemon_counts::door& through = counts_.doors[one.who.door];
  ++through.waits[bucket_of(waited)];
  through.waited_seconds += seconds(waited);
  if (!holds(one.who)) return begin(whose, one, at);
  one.at = stage::holds;
  one.until = never;
  tell(one, outcome::ok, at);
}

void daemon::begin(ticket whose, visitor& one, time_point at) {
  const std::uint32_t index = one.who.instance;
  one.at = stage::served;
  const double draw = dice_.draw(name_, index, instances_[index].started++);
  const duration lasts = what_.service_time.sample(draw, at.time_since_epoch());
  const double factor = weather_.factor(index, at, one.who.is_health);
  const duration takes = factor > 1 ? from_seconds(seconds(lasts) * factor) : lasts;
  if (weather_.is_stalled(index) && !one.beside) {
    one.left = takes;
    return;
  }
  one.ends = after(at, takes);
  add(one.ends, event::sort::end, whose);
}

void daemon::finish(ticket whose, time_point at) {
  const visitor one = visitors_.at(whose);
  visitors_.erase(whose);
  if (!one.gone) tell(one, outcome::ok, at);
  if (one.beside) return;
  --instances_[one.who.instance].busy;
  serve_next(one.who.instance, at);
}

void daemon::time_out(ticket whose, time_point at) {
  visitor& one = visitors_.at(whose);
  const auto& answer = doors_[one.who.door].how.on_timeout;
  const visitor told = one;
  numbers_.count(at, instrument::gave_up);
  ++counts_.doors[one.who.door].timeout;
  if (one.at == stage::waits) {
    instances_[one.who.instance].queue.leave(one.seat, at);
    --depth_;
    --counts_.instances[one.who.instance].depth;
    visitors_.erase(whose);
  } else {
    one.gone = true;  // and served all the same
    one.until = never;
  }
  out_->told(told.who, answer && answer->goes_on ? outcome::ok : outcome::timeout, at);
}

void daemon::leave(ticket whose, time_point now, visitors& out) {
  advance(now, out);
  out_ = &out;
  const auto found = visitors_.find(whose);
  if (found == visitors_.end() || found->second.gone) return;
  visitor& one = found->second;
  if (one.at == stage::waits) {
    instances_[one.who.instance].queue.leave(one.seat, now);
    --depth_;
    --counts_.instances[one.who.instance].depth;
    numbers_.count(now, instrument::gave_up);
    ++counts_.doors[one.who.door].cancelled;
    visitors_.erase(found);
  } else {
    one.gone = true;
    if (one.at == stage::holds) begin(whose, one, now);
  }
  show(now);
  advance(now, out);
}

/// Who is turned away, dropped from the queue, or lost.
void daemon::refuse(ticket whose, outcome how, time_point at) {
  const visitor one = visitors_.at(whose);
  if (one.at == stage::waits && one.seat != no_seat) {
    --depth_;
    --counts_.instances[one.who.instance].depth;
  }
  visitors_.erase(whose);
  numbers_.count(at, instrument::turned_away);
  if (!one.gone) tell(one, how, at);
}

void daemon::tell(const visitor& one, outcome how, time_point at) {
  daemon_counts::door& through = counts_.doors[one.who.door];
  ++(resilience::is_good(how) ? through.ok : through.rejected);
  out_->told(one.who, how, at);
}

void daemon::show(time_point now) {
  numbers_.gauge(now, instrument::depth, static_cast<double>(depth_));
}

}  // namespace surgeline::model
