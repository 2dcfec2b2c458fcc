#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "surgeline/core/time.hpp"

namespace surgeline::resilience {

/// Where somebody waits: in the room, or before its door.
enum class spot : std::uint8_t { room, door };

/// Who waits, at each spot in the order in which they came there: the oldest, the newest or anyone by his ticket leaves in
/// constant time.
template <class Job>
class waiting_room {
 public:
  /// Names one wait; no later one has it again (before four billion others have had the seat).
  using ticket = std::uint64_t;

  /// The newest at a spot, which may wait there for so long.
  ticket enter(spot where, Job job, time_point now, duration may_wait = forever) {
    if (spare_ == nobody) {
      spare_ = static_cast<std::uint32_t>(seats_.size());
      seats_.emplace_back();
    }
    const std::uint32_t index = std::exchange(spare_, seats_[spare_].next);
    seats_[index].job.emplace(std::move(job));
    append(where, index, now, may_wait);
    return std::uint64_t{seats_[index].uses} << 32 | index;
  }
  std::size_t size(spot where) const { return lines_[line_of(where)].size; }

  /// One who has waited.
  struct one {
    Job job;
    time_point since;  ///< where it was last
    time_point until;  ///< it might have waited there
  };
  std::optional<one> take_oldest(spot where) { return leave(lines_[line_of(where)].oldest); }
  std::optional<one> take_newest(spot where) { return leave(lines_[line_of(where)].newest); }
  /// Empty when he is no longer here.
  std::optional<one> take(ticket of) {
    const auto index = static_cast<std::uint32_t>(of);
    const bool is_here =
        index < seats_.size() && seats_[index].job && seats_[index].uses == of >> 32;
    return is_here ? leave(index) : std::nullopt;
  }
  /// Who has waited longest before the door goes in, ticket and all, and may wait there for so long.
  void let_in(time_point now, duration may_wait = forever) {
    const std::uint32_t index = lines_[line_of(spot::door)].oldest;
    if (index == nobody) return;
    detach(index);
    append(spot::room, index, now, may_wait);
  }
  /// Until when the oldest in the room may wait; `never` when nobody does.
  time_point oldest_until() const {
    const std::uint32_t first = lines_[line_of(spot::room)].oldest;
    return first == nobody ? never : seats_[first].until;
  }

 private:
  static constexpr std::uint32_t nobody = ~std::uint32_t{0};
  struct seat {
    std::optional<Job> job;
    spot where = spot::room;
    std::uint32_t uses = 0;
    std::uint32_t before = nobody, next = nobody;
    time_point since{}, until{};
  };
  struct line {
    std::uint32_t oldest = nobody, newest = nobody;
    std::size_t size = 0;
  };
  static constexpr std::size_t line_of(spot where) { return where == spot::door ? 1 : 0; }

  void append(spot where, std::uint32_t index, time_point now, duration may_wait) {
    line& on = lines_[line_of(where)];
    seat& taken = seats_[index];
    taken.where = where;
    taken.since = now;
    taken.until = after(now, may_wait);
    taken.before = on.newest;
    taken.next = nobody;
    (on.newest == nobody ? on.oldest : seats_[on.newest].next) = index;
    on.newest = index;
    ++on.size;
  }
  void detach(std::uint32_t index) {
    const seat& left = seats_[index];
    line& on = lines_[line_of(left.where)];
    (left.before == nobody ? on.oldest : seats_[left.before].next) = left.next;
    (left.next == nobody ? on.newest : seats_[left.next].before) = left.before;
    --on.size;
  }
  std::optional<one> leave(std::uint32_t index) {
    if (index == nobody) return {};
    detach(index);
    seat& left = seats_[index];
    std::optional<one> gone{one{std::move(*left.job), left.since, left.until}};
    left.job.reset();
    ++left.uses;
    left.next = std::exchange(spare_, index);
    return gone;
  }

  std::vector<seat> seats_;
  std::uint32_t spare_ = nobody;
  std::array<line, 2> lines_;
};

}  // namespace surgeline::resilience
