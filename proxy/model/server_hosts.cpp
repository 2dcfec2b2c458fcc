#include <algorithm>
#include <utility>

#include "surgeline/model/server.hpp"

namespace surgeline::model {

void server::start(std::uint32_t index, duration cold, time_point now) {
  replica& of = replicas_[index];
  of.up = true;
  of.serves_from = after(now, cold);
  if (of.serves_from != never) alarms_.push({of.serves_from, 0, index});
}

void server::stall(std::uint32_t index, time_point now, surroundings& out) {
  advance(now, out);
  replicas_[index].stalls = true;
  for (auto& [ticket, one] : jobs_) {
    if (one.replica != index) continue;
    if (one.ends != never) one.stalled = now;
    if (leases_) leases_->stick(one.lease, now);
  }
  drop_stale_alarms();
}

void server::resume(std::uint32_t index, time_point now, surroundings& out) {
  advance(now, out);
  replica& of = replicas_[index];
  of.stalls = false;
  for (auto& [ticket, one] : jobs_) {
    if (one.replica != index) continue;
    if (leases_) leases_->unstick(one.lease, now);
    if (!one.stalled) continue;
    one.ends = after(now, one.ends - *one.stalled);
    one.stalled.reset();
    alarms_.push({one.ends, ticket, index});
  }
  fill(index, now, now, out);
  for (const auto& [ticket, how] : std::exchange(of.unheard, {})) done(ticket, how, now, out);
  for (const waiting& who : std::exchange(of.unread, {})) admit(index, who, now, out);
  show(now);
}

std::size_t server::crash(std::uint32_t index, time_point now, surroundings& out) {
  advance(now, out);
  replica& of = replicas_[index];
  const std::size_t had = of.unread.size() + of.queue.size() + of.busy;
  const auto lose = [this](const waiting& gone) {
    --queued_;
    forget(gone.what);
  };
  of.unread.clear();
  of.unheard.clear();
  of.stalls = false;
  while (const auto gone = of.queue.newest(now)) lose(*gone);
  std::vector<std::uint64_t> lost;
  for (const auto& [ticket, one] : jobs_) {
    if (one.replica == index) lost.push_back(ticket);
  }
  for (const std::uint64_t ticket : lost) {
    forget(jobs_.at(ticket).what);
    if (leases_) leases_->lose(jobs_.at(ticket).lease, now);
    jobs_.erase(ticket);
  }
  busy_ -= of.busy;
  of.busy = 0;
  of.up = false;
  if (of.holds) of.holds->clear();
  drop_stale_alarms();
  show(now);
  return had;
}

void server::note(const job& what, const held& where) {
  if (!what_.heeds_leaving()) return;
  std::vector<held>& all = held_[what.origin];
  const auto found = std::ranges::find(all, what.attempt, &held::attempt);
  if (found == all.end()) return all.push_back(where);
  const bool left = found->left;
  *found = where;
  found->left = left;
}

void server::forget(const job& what) {
  if (!what_.heeds_leaving()) return;
  const auto of = held_.find(what.origin);
  if (of == held_.end()) return;
  std::erase_if(of->second, [&](const held& one) { return one.attempt == what.attempt; });
  if (of->second.empty()) held_.erase(of);
}

bool server::has_left(const job& who) const {
  const auto of = held_.find(who.origin);
  if (of == held_.end()) return false;
  const auto found = std::ranges::find(of->second, who.attempt, &held::attempt);
  return found != of->second.end() && found->left;
}

void server::leave(std::uint64_t origin, std::uint64_t attempt, time_point now, surroundings& out) {
  leave_if(origin, now, out, [&](std::uint64_t one) { return one == attempt; });
}

void server::leave(std::uint64_t origin, time_point now, surroundings& out) {
  leave_if(origin, now, out, [](std::uint64_t) { return true; });
}

template <class Leaves>
void server::leave_if(std::uint64_t origin, time_point now, surroundings& out, Leaves leaves) {
  if (!what_.heeds_leaving()) return;
  advance(now, out);
  const auto of = held_.find(origin);
  if (of != held_.end()) {
    std::vector<held> gone;
    for (held& one : of->second) {
      if (!leaves(one.attempt)) continue;
      one.left = true;
      gone.push_back(one);
    }
    // Those who wait first, or they would get the slots of the others.
    std::ranges::stable_partition(gone, &held::waits);
    if (what_.cancel_on_disconnect) {
      for (const held& one : gone) cancel(one, now, out);
    }
  }
  if (!what_.cancel_on_disconnect) return;
  for (replica& one : replicas_) {
    std::erase_if(one.unread, [&](const waiting& who) {
      return who.what.origin == origin && leaves(who.what.attempt);
    });
  }
}

void server::cancel(const held& where, time_point now, surroundings& out) {
  if (where.waits) {
    if (const auto gone = replicas_[where.replica].queue.leave(where.ticket, now)) {
      --queued_;
      forget(gone->what);
    }
  } else if (const auto found = jobs_.find(where.ticket); found != jobs_.end()) {
    forget(found->second.what);
    jobs_.erase(found);
    free_slot(where.replica, now, now, out);
  }
  drop_stale_alarms();
  show(now);
}

}  // namespace surgeline::model
