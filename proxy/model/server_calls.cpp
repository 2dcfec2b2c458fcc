#include "surgeline/model/server.hpp"

namespace surgeline::model {

using resilience::outcome;

std::uint32_t server::group_end(std::uint32_t first) const {
  using enum scenario::call_mode;
  std::uint32_t end = first + 1;
  if (what_.calls[first].mode == serial) return end;
  while (end < what_.calls.size() && what_.calls[end].mode == parallel) ++end;
  return end;
}

bool server::makes_call(const working& one, std::uint32_t entry) const {
  const double share = what_.calls[entry].share.part;
  return share >= 1 || dice_.draw(mix(share_name_, entry), one.replica, one.ordinal) < share;
}

void server::begin_calls(std::uint64_t ticket, time_point at, time_point now, surroundings& out) {
  working& one = jobs_.at(ticket);
  if (has(one, at)) {
    ++one.step;
    return go_on(ticket, at, now, out);
  }
  const std::uint32_t first = steps_[one.step].which, end = group_end(first);
  one.missing = one.begun = 0;
  std::vector<std::uint32_t> made;
  for (std::uint32_t entry = first; entry < end; ++entry) {
    if (!makes_call(one, entry)) continue;
    const bool serial = what_.calls[entry].mode == scenario::call_mode::serial;
    made.insert(made.end(), serial ? 1 : what_.calls[entry].times, entry);
  }
  one.missing = static_cast<std::uint32_t>(made.size());
  for (const std::uint32_t entry : made) send_out(ticket, one, entry, now, out);
  if (!made.empty()) return;
  ++one.step;
  go_on(ticket, at, now, out);
}

void server::send_out(
    std::uint64_t ticket,
    working& one,
    std::uint32_t entry,
    time_point now,
    surroundings& out
) {
  const std::uint64_t number = ++errands_begun_;
  errands_.emplace(number, sent_out{ticket, entry});
  step to_do = steps_[one.step];
  const bool calls = to_do.what == step::sort::call;
  if (calls) to_do.which = entry;
  const std::uint64_t nth = std::uint64_t{entry} << 32 | one.begun++;
  const std::uint64_t key = calls && one.what.key != 0 ? mix(one.what.key, nth) : 0;
  out.begin({number, one.replica, to_do, key}, now);
}

void server::done(std::uint64_t ticket, outcome how, time_point now, surroundings& out) {
  const auto found = errands_.find(ticket);
  if (found == errands_.end()) return;
  const sent_out over = found->second;
  errands_.erase(found);
  const auto of = jobs_.find(over.job);
  if (of == jobs_.end()) return;  // it was answered, cancelled or lost meanwhile
  replica& by = replicas_[of->second.replica];
  if (by.stalls) {
    errands_.emplace(ticket, over);
    by.unheard.emplace_back(ticket, how);
    return;
  }
  one_is_done(over.job, over.entry, how, now, out);
  show(now);
}

void server::one_is_done(
    std::uint64_t ticket,
    std::uint32_t entry,
    outcome how,
    time_point now,
    surroundings& out
) {
  working& one = jobs_.at(ticket);
  --one.missing;
  const bool calls = steps_[one.step].what == step::sort::call;
  if (!is_good(how)) {
    if (!calls || !what_.calls[entry].fallback)
      return finish(ticket, outcome::failed, now, now, out);
    one.fallbacks |= std::uint64_t{1} << entry;
  }
  if (how != outcome::ok) one.how = outcome::degraded;
  const bool serial = calls && what_.calls[entry].mode == scenario::call_mode::serial;
  if (serial && is_good(how) && one.begun < what_.calls[entry].times) {
    one.missing = 1;
    return send_out(ticket, one, entry, now, out);
  }
  if (one.missing > 0) return;
  if (one.fallbacks != 0) return work(ticket, one, fallback_time(one, now), now);
  if (calls) refill(one, now);
  ++one.step;
  go_on(ticket, now, now, out);
}

/// What is done in place of calls that failed, one after the other.
duration server::fallback_time(const working& one, time_point at) const {
  duration all{};
  for (std::uint32_t entry = 0; entry < what_.calls.size(); ++entry) {
    if ((one.fallbacks >> entry & 1) == 0) continue;
    const double draw = dice_.draw(mix(fallback_name_, entry), one.replica, one.ordinal);
    const duration span =
        what_.calls[entry].fallback->service_time.sample(draw, at.time_since_epoch());
    if (span == forever) return forever;
    all += span;
  }
  return all;
}

}  // namespace surgeline::model
