#pragma once

#include <cstdint>
#include <optional>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/resilience/queue.hpp"

namespace surgeline::resilience {

/// How many attempts are under way at once, and how many may wait for one of them to end.
struct bulkhead_terms {
  std::uint32_t slots = 0;
  queue_terms queue{.limit = 0};

  static constexpr auto schema() {
    return config::describe(
        "bulkhead",
        "How many attempts may be under way at once.",
        config::required(&bulkhead_terms::slots, "slots", "attempts at once", {.min = 1}),
        config::optional(&bulkhead_terms::queue, "queue", "who may wait for a slot (limit 0)")
    );
  }
  bool operator==(const bulkhead_terms&) const = default;
};

/// Slots that attempts hold while they are under way.
class bulkhead {
 public:
  explicit bulkhead(const bulkhead_terms& terms) : slots_(terms.slots), queue_(terms.queue) {}

  using ticket = queue<std::uint64_t>::ticket;
  /// What became of who came.
  struct answer {
    bool goes = false;                     ///< it has a slot
    std::optional<ticket> waits;           ///< it waits for one; neither: it is refused
    std::optional<std::uint64_t> dropped;  ///< who is refused: who came, or one that waited
  };

  /// An attempt wants a slot.
  answer ask(std::uint64_t attempt, time_point now);
  /// Who waits gives up; false when it no longer waits.
  bool give_up(ticket who, time_point now) { return queue_.leave(who, now).has_value(); }
  /// A slot is free again: who has it now; `drop(attempt)` is told of each who has waited for too long.
  template <class Drop>
  std::optional<std::uint64_t> leave(time_point now, Drop&& drop) {
    auto next = queue_.next(now, drop);
    if (!next) --taken_;
    return next;
  }
  std::uint32_t taken() const { return taken_; }

 private:
  std::uint32_t slots_;
  std::uint32_t taken_ = 0;
  queue<std::uint64_t> queue_;
};

}  // namespace surgeline::resilience
