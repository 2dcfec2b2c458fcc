#include "surgeline/model/lease_book.hpp"

namespace surgeline::model {

lease_book::handing lease_book::hand_out(std::uint64_t job, time_point now) {
  entry& one = jobs_[job];
  ++one.holders;
  one.since = now;
  const handing made{job, ++one.token};
  expire_at(heartbeat_ ? never : after(now, lease_), one, made);
  return made;
}

void lease_book::stick(const handing& of, time_point now) {
  entry* const one = valid(of);
  if (one == nullptr || !heartbeat_) return;
  const duration held = now - one->since;
  const time_point last_beat = one->since + held / *heartbeat_ * *heartbeat_;
  expire_at(after(last_beat, lease_), *one, of);
}

void lease_book::unstick(const handing& of, time_point now) {
  entry* const one = valid(of);
  if (one == nullptr || !heartbeat_ || one->until <= now) return;
  one->since = now;
  one->until = never;
}

lease_book::effect lease_book::finish(const handing& of) {
  const auto found = jobs_.find(of.job);
  if (found == jobs_.end()) return effect::first;
  entry& one = found->second;
  const bool outdated = of.token != one.token, again = one.done;
  if (!outdated || !fencing_) one.done = true;
  if (one.done) one.until = never;
  let_go(of);
  if (outdated && fencing_) return effect::fenced;
  return again ? effect::again : effect::first;
}

void lease_book::lose(const handing& of, time_point now) {
  stick(of, now);
  const auto found = jobs_.find(of.job);
  if (found == jobs_.end()) return;
  // It is nobody's now, and stays known until it is handed out again.
  --found->second.holders;
  if (found->second.done && found->second.holders == 0) jobs_.erase(found);
}

time_point lease_book::next_due() {
  while (!alarms_.empty() && !is_due(alarms_.top())) alarms_.pop();
  return alarms_.empty() ? never : alarms_.top().due;
}

std::optional<std::uint64_t> lease_book::take_expired(time_point now) {
  if (next_due() > now) return {};
  const handing of = alarms_.top().of;
  alarms_.pop();
  jobs_.at(of.job).until = never;
  return of.job;
}

lease_book::entry* lease_book::valid(const handing& of) {
  const auto found = jobs_.find(of.job);
  const bool is = found != jobs_.end() && found->second.token == of.token && !found->second.done;
  return is ? &found->second : nullptr;
}

void lease_book::expire_at(time_point until, entry& one, const handing& of) {
  one.until = until;
  if (until != never) alarms_.push({until, of});
}

void lease_book::let_go(const handing& of) {
  const auto found = jobs_.find(of.job);
  if (--found->second.holders == 0 && found->second.done) jobs_.erase(found);
}

bool lease_book::is_due(const alarm& one) const {
  const auto found = jobs_.find(one.of.job);
  return found != jobs_.end() && found->second.token == one.of.token && !found->second.done &&
         found->second.until == one.due;
}

}  // namespace surgeline::model
