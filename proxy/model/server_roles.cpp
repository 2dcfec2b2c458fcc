#include <algorithm>

#include "surgeline/model/server.hpp"

namespace surgeline::model {

using measure::instrument;

void server::set_up_role() {
  if (what_.role == scenario::role::queue)
    leases_.emplace(what_.lease.lease, what_.lease.heartbeat, what_.lease.fencing);
  if (what_.log.consumer) {
    const std::uint64_t name = hash_of("service." + what_.id + ".consumer");
    consumers_.emplace(*what_.log.consumer, what_.log.partitions, dice_, name);
  }
  if (what_.role != scenario::role::cache) return;
  const scenario::cache_terms& terms = what_.cache;
  wanted_.emplace(terms.keys, terms.zipf);
  const std::uint32_t size = terms.size.value_or(terms.keys);
  const auto warm = static_cast<std::uint32_t>(terms.warm.part * size);
  for (replica& one : replicas_) {
    one.holds.emplace(size, terms.ttl);
    // The most wanted is to be the last that gives way.
    for (std::uint32_t key = warm; key > 0; --key) one.holds->store(key - 1, time_point{});
  }
}

std::uint32_t server::key_of(const working& one) const {
  const std::uint64_t who = one.what.key != 0 ? one.what.key : one.ordinal;
  return wanted_->key(dice_.draw(cache_name_, who, 0));
}

bool server::has(const working& one, time_point at) {
  auto& holds = replicas_[one.replica].holds;
  if (!holds) return false;
  const bool hit = holds->look_up(key_of(one), at);
  numbers_.count(at, hit ? instrument::hits : instrument::misses);
  return hit;
}

void server::refill(const working& one, time_point at) {
  auto& holds = replicas_[one.replica].holds;
  if (!holds) return;
  const bool by_caller = what_.cache.kind == scenario::cache_kind::look_aside;
  if (by_caller && has_left(one.what)) return;
  holds->store(key_of(one), at);
}

std::size_t server::flush(std::uint32_t index, double share, std::uint64_t which) {
  auto& holds = replicas_[index].holds;
  return holds ? holds->flush(share, dice_, mix(cache_name_, index + 1), which) : 0;
}

void server::lend(working& one, const waiting& next, time_point at) {
  const std::uint64_t lease = next.lease != 0 ? next.lease : ++leases_begun_;
  leased_.try_emplace(lease, next.what);
  one.lease = leases_->hand_out(lease, at);
}

void server::hand_out_again(time_point now, surroundings& out) {
  while (const auto lease = leases_->take_expired(now)) {
    const auto found = leased_.find(*lease);
    if (found == leased_.end()) continue;
    // To a worker that is free, else where the fewest wait.
    std::uint32_t best = 0;
    const auto burden = [&](std::uint32_t index) {
      const replica& one = replicas_[index];
      const bool stuck = one.stalls || !one.up;
      return std::pair{stuck, one.queue.size() + (one.busy < what_.slots ? 0 : 1)};
    };
    for (std::uint32_t i = 1; i < replicas_.size(); ++i) {
      if (burden(i) < burden(best)) best = i;
    }
    numbers_.count(now, instrument::arrived);
    admit(best, {found->second, now, *lease}, now, out);
  }
  show(now);
}

bool server::is_answered_by(const working& one) {
  return !leases_ || leased_.erase(one.lease.job) > 0;
}

bool server::is_fenced(const working& one) {
  return leases_ && leases_->finish(one.lease) == lease_book::effect::fenced;
}

void server::take_effect(const working& one, time_point now) {
  numbers_.count(now, instrument::served);
  // What has no key of its own is known by its lease.
  const std::uint64_t key = one.what.key == 0 && leases_ ? one.lease.job : one.what.key;
  const append_log::place made = effects_.append(key);
  if (made.repeats && made.appended) numbers_.count(now, instrument::duplicated);
  if (made.appended && consumers_) consumers_->append(made.partition, now);
}

/// One step of a consumer.
void server::consume(time_point now) {
  const log_consumers::progress made = consumers_->take_step();
  if (made.consumed) numbers_.count(now, instrument::consumed);
  if (made.repeats) numbers_.count(now, instrument::reprocessed);
  if (made.lost > 0) numbers_.count(now, instrument::lost, static_cast<double>(made.lost));
}

}  // namespace surgeline::model
