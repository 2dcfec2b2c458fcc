#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

#include "surgeline/resilience/codel.hpp"
#include "surgeline/resilience/queue_terms.hpp"
#include "surgeline/resilience/waiting_room.hpp"

namespace surgeline::resilience {

/// A bounded queue: decides who waits, who is turned away, who is next, and who has waited for too long. It is told the
/// time, which never goes back. Whoever is dropped is handed out, so that somebody can tell him.
template <class Job>
class queue {
 public:
  explicit queue(const queue_terms& terms) : terms_(terms), codel_(terms.target, terms.interval) {}

  /// Names one wait, for who gives up.
  using ticket = std::uint64_t;

  /// What became of who came.
  struct admission {
    std::optional<ticket> waits;  ///< empty: it was turned away
    std::optional<Job>
        dropped;  ///< who was turned away: the one that came, or the one that made room for it
  };

  /// Somebody comes. Before the door (`block`) there is room for everybody: who waits there is bounded by whoever sends him.
  admission offer(Job job, time_point now) {
    if (room_.size(spot::room) == 0) empty_until_ = now;
    if (room_.size(spot::room) < terms_.limit) return {enter(spot::room, std::move(job), now), {}};
    if (terms_.on_full == on_full::block) return {enter(spot::door, std::move(job), now), {}};
    if (terms_.on_full != on_full::drop_oldest || terms_.limit == 0) return {{}, std::move(job)};
    std::optional<Job> oldest{std::move(room_.take_oldest(spot::room)->job)};
    return {enter(spot::room, std::move(job), now), std::move(oldest)};
  }

  /// Who is served next, now that somebody can be; empty when nobody waits. `drop(Job)` is told of each who has waited for
  /// too long.
  template <class Drop>
  std::optional<Job> next(time_point now, Drop&& drop) {
    while (room_.oldest_until() < now) drop(std::move(take_oldest(now)->job));
    while (auto first = serves_newest(now) ? take_newest(now) : take_oldest(now)) {
      if (!is_late(*first, now)) return std::move(first->job);
      drop(std::move(first->job));
    }
    codel_.found_empty();
    return {};
  }
  /// Whoever came last, whatever the order; nobody is dropped.
  std::optional<Job> newest(time_point now) {
    auto last = room_.take_newest(room_.size(spot::door) > 0 ? spot::door : spot::room);
    if (last) let_in(now);
    return last ? std::optional<Job>{std::move(last->job)} : std::nullopt;
  }
  /// Somebody gives up; empty when he no longer waits.
  std::optional<Job> leave(ticket who, time_point now) {
    auto gone = room_.take(who);
    if (gone) let_in(now);
    return gone ? std::optional<Job>{std::move(gone->job)} : std::nullopt;
  }

  /// How many wait, those before the door too.
  std::size_t size() const { return room_.size(spot::room) + room_.size(spot::door); }

 private:
  using waiter = typename waiting_room<Job>::one;

  /// As Facebook's servers do ("Fail at Scale", ACM Queue 13/8, 2015): nobody has found the queue empty for an interval.
  bool stands(time_point now) const { return now - empty_until_ > terms_.interval; }
  bool serves_newest(time_point now) const {
    return terms_.order == order::lifo || (terms_.order == order::codel_lifo && stands(now));
  }
  duration may_wait(time_point now) const {
    if (terms_.order != order::codel_lifo) return forever;
    return stands(now) ? terms_.target : terms_.interval;
  }
  bool is_late(const waiter& first, time_point now) {
    if (terms_.order == order::codel)
      return codel_.drops(now, now - first.since, room_.size(spot::room));
    return first.until < now;
  }

  ticket enter(spot where, Job job, time_point now) {
    return room_.enter(where, std::move(job), now, may_wait(now));
  }
  void let_in(time_point now) {
    if (room_.size(spot::room) < terms_.limit) room_.let_in(now, may_wait(now));
  }
  std::optional<waiter> take_oldest(time_point now) {
    auto first = room_.take_oldest(first_spot());
    if (first) let_in(now);
    return first;
  }
  std::optional<waiter> take_newest(time_point now) {
    auto last = room_.take_newest(first_spot());
    if (last) let_in(now);
    return last;
  }
  /// Without a room (`limit = 0`) those before the door are served from there.
  spot first_spot() const { return room_.size(spot::room) > 0 ? spot::room : spot::door; }

  queue_terms terms_;
  codel codel_;
  waiting_room<Job> room_;
  time_point empty_until_{};  ///< somebody found the queue empty then, last
};

}  // namespace surgeline::resilience
