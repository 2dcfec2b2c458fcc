#include "surgeline/observe/attempt_table.hpp"

#include <algorithm>

#include "surgeline/core/chance.hpp"

namespace surgeline::observe {
namespace {

/// Remembering what is settled costs every request some of the cache: so many fewer have to do.
constexpr std::size_t followed_per_settled = 4;

/// A bit that keys of likenesses have and those of exact ids have not, so that they never meet.
constexpr std::uint64_t alike_bit = std::uint64_t{1} << 63;

std::uint64_t exact_key(const identity& who, std::uint32_t route) {
  return mix(who.id, route) & ~alike_bit;
}

/// The key of an attempt that looks so and has this ordinal; 0 if nobody counts but us.
std::uint64_t alike_key(const identity& who, std::uint32_t route, std::uint32_t ordinal) {
  return mix(mix(who.id, route), ordinal) | alike_bit;
}

}  // namespace

attempt_table::attempt_table(std::size_t capacity, duration window)
    : known_(capacity),
      settled_(std::max<std::size_t>(capacity / followed_per_settled, 1)),
      window_(window) {}

attempt attempt_table::begin(
    const identity& who,
    std::uint32_t route,
    time_point now,
    list& settled
) {
  sweep(now, 2, settled);
  attempt one;
  one.ordinal = std::max(who.ordinal, 1U);
  one.evidence = who.evidence;
  one.began = now;
  one.first_began_ = now;
  one.route_ = route;
  one.most_ = who.most;
  one.is_request_ = one.ordinal == 1;
  if (who.naming == naming::exact) begin_exact(one, who, settled);
  if (who.naming == naming::alike) begin_alike(one, who, settled);
  return one;
}

void attempt_table::begin_exact(attempt& one, const identity& who, list& settled) {
  one.key_ = exact_key(who, one.route_);
  map::slot at = look_up(one.key_, one.began, settled);
  if (at == map::nothing) {
    const entry first = settled_or_new(one);
    one.is_request_ = !first.is_settled;
    at = follow(one.key_, first, settled);
    if (at == map::nothing) return;  // it counts for itself
  }
  entry& shared = known_[at];
  if (who.ordinal == 0) one.ordinal = shared.ordinal + 1;
  one.overlaps = shared.open > 0;
  if (shared.attempts > 0 && !one.overlaps) {
    one.gap = std::max(one.began - shared.ended, duration::zero());
  }
  one.slot_ = at;
  one.naming_ = naming::exact;
  ++shared.attempts;
  ++shared.open;
  shared.ordinal = std::max(shared.ordinal, one.ordinal);
  shared.most = std::max(shared.most, one.most_);
  known_.leave_line(at);
}

/// What an attempt comes late for, or what it begins.
attempt_table::entry attempt_table::settled_or_new(const attempt& one) {
  entry made{.first_began = one.began, .route = one.route_};
  const auto late = settled_.take(one.key_);
  if (!late || is_over(late->ended, one.began)) return made;
  made.ended = late->ended;
  made.ordinal = late->ordinal;
  made.attempts = 1;
  made.is_settled = true;
  return made;
}

void attempt_table::begin_alike(attempt& one, const identity& who, list& settled) {
  one.naming_ = naming::alike;
  one.key_ = alike_key(who, one.route_, who.ordinal);
  if (who.ordinal == 1) return;  // it says that it continues nothing
  const std::uint32_t before = who.ordinal == 0 ? 0 : who.ordinal - 1;
  const map::slot at = look_up(alike_key(who, one.route_, before), one.began, settled);
  if (at == map::nothing || known_[at].ended > one.began) return;
  const entry& continued = known_[at];
  if (who.ordinal == 0) one.ordinal = continued.ordinal + 1;
  one.gap = one.began - continued.ended;
  one.first_began_ = continued.first_began;
  one.attempts_ = continued.attempts + 1;
  one.most_ = std::max(one.most_, continued.most);
  one.is_request_ = true;
  known_.erase_first(at);
}

void attempt_table::end(const attempt& one, outcome became, time_point now, list& settled) {
  if (one.naming_ == naming::exact) {
    end_exact(one, became, now, settled);
  } else if (one.is_request_) {
    end_alone(one, became, now, settled);
  }
}

void attempt_table::end_exact(const attempt& one, outcome became, time_point now, list& settled) {
  entry& shared = known_[one.slot_];
  --shared.open;
  shared.ended = std::max(shared.ended, now);
  if (!shared.is_settled) {
    shared.last = became;
    shared.evidence = one.evidence;
    if (became == outcome::ok) {
      shared.is_settled = true;
      settled.push_back({
          .route = shared.route,
          .ending = one.ordinal > 1 ? ending::recovered : ending::first,
          .evidence = one.evidence,
          .attempts = shared.attempts,
          .took = now - shared.first_began,
      });
    } else if (shared.open == 0 && shared.is_exhausted()) {
      shared.is_settled = true;
      settled.push_back(shared.failure());
    }
  }
  if (shared.open > 0) return;
  if (!shared.is_settled) return known_.line_up(one.slot_);
  settled_.keep({.key = one.key_, .ended = shared.ended, .ordinal = shared.ordinal});
  known_.erase_first(one.slot_);
}

void attempt_table::end_alone(const attempt& one, outcome became, time_point now, list& settled) {
  const entry alone{
      .first_began = one.first_began_,
      .ended = now,
      .route = one.route_,
      .attempts = one.attempts_,
      .ordinal = one.ordinal,
      .most = one.most_,
      .last = became,
      .evidence = one.evidence,
  };
  logical_request over = alone.failure();
  if (became == outcome::ok) over.ending = one.ordinal > 1 ? ending::recovered : ending::first;
  if (one.naming_ == naming::nobody) over.ending = ending::first;
  const bool may_go_on =
      one.naming_ == naming::alike && became != outcome::ok && !alone.is_exhausted();
  if (may_go_on) {
    const map::slot at = follow(one.key_, alone, settled);
    if (at != map::nothing) return known_.line_up(at);
  }
  settled.push_back(over);
}

void attempt_table::sweep(time_point now, std::size_t most, list& settled) {
  for (; most > 0; --most) {
    const map::slot one = known_.first_in_line();
    if (!is_stale(one, now)) return;
    forget(one, settled);
  }
}

logical_request attempt_table::entry::failure() const {
  return {
      .route = route,
      .outcome = last,
      .ending = is_exhausted() ? ending::exhausted : ending::gave_up,
      .evidence = evidence,
      .attempts = attempts,
      .took = ended - first_began,
  };
}

bool attempt_table::is_stale(map::slot one, time_point now) const {
  return one != map::nothing && known_[one].open == 0 && is_over(known_[one].ended, now);
}

/// The one of that key, unless its window is over.
attempt_table::map::slot attempt_table::look_up(std::uint64_t key, time_point now, list& settled) {
  const map::slot one = known_.find(key);
  if (!is_stale(one, now)) return one;
  forget(one, settled);
  return map::nothing;
}

/// Makes room at the cost of what has waited longest; `nothing` if all are open.
attempt_table::map::slot attempt_table::follow(
    std::uint64_t key,
    const entry& what,
    list& settled
) {
  if (known_.is_full()) {
    ++losses_;
    const map::slot oldest = known_.first_in_line();
    if (oldest == map::nothing) return map::nothing;
    forget(oldest, settled);
  }
  return known_.insert(key, what);
}

void attempt_table::forget(map::slot one, list& settled) {
  settled.push_back(known_[one].failure());
  known_.erase_first(one);
}

}  // namespace surgeline::observe
