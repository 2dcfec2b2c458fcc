#pragma once

#include <algorithm>
#include <cstddef>
#include <deque>
#include <utility>

#include "surgeline/core/time.hpp"
#include "surgeline/fault/holding.hpp"
#include "surgeline/fault/plan.hpp"
#include "surgeline/fault/token_bucket.hpp"

namespace surgeline::fault {

/// Where chunks of one direction of one connection wait until they are due: never reordered, never early.
/// The same line serves the proxy (`Payload` = bytes) and the simulator (`Payload` = a message).
template <class Payload>
class delay_line {
 public:
  /// One waiting chunk.
  struct item {
    chunk what;
    effect decided;    ///< what is left of it, once faults have ended
    time_point due{};  ///< when it may travel on; `never` while a stall holds it
    Payload payload;
    bool was_held = false;  ///< a stall had it, and has ended
    bool is_paced = false;  ///< and lets go of it slowly: nothing changes that any more
    holding waits{};        ///< for the fault that it was decided `by`
  };

  bool empty() const { return items_.empty(); }
  /// Bytes that wait, and the chunks that they are in.
  std::size_t bytes() const { return bytes_; }
  std::size_t chunks() const { return items_.size(); }
  /// When the first item is due; `never` when empty or held.
  time_point next_due() const { return items_.empty() ? never : items_.front().due; }

  /// Puts a chunk behind what waits, due at max(last due, max(arrival, earliest) + delay) + hold. Until it leaves, `book` counts
  /// it as held.
  void push(const chunk& what, const effect& decided, Payload payload, ledger& book) {
    last_due_ = due_of(what, decided, last_due_);
    items_.push_back(
        {.what = what,
         .decided = decided,
         .due = last_due_,
         .payload = std::move(payload),
         .waits = holding{book, decided.by}}
    );
    bytes_ += what.size;
  }

  /// Takes the first item out if it is due; the caller has made sure it can carry it on. `book` learns of a delay: what
  /// was planned and what it came to, which for a stall is the same; nothing of a wait that ended before its time.
  bool pop(time_point now, ledger& book, item& out) {
    if (items_.empty() || items_.front().due > now) return false;
    out = std::move(items_.front());
    out.waits.moves_to(nobody);
    items_.pop_front();
    bytes_ -= out.what.size;
    last_left_ = out.due;
    if (out.decided.by != nobody) {
      const duration measured = now - out.what.arrived;
      book.left(
          out.decided.by,
          out.was_held ? measured : out.due - out.what.arrived,
          measured,
          out.what.size
      );
    }
    return true;
  }

  /// After a swap of the plan: every waiting chunk is decided anew by what still holds for it (`plan::reconsider`).
  /// Chunks whose faults have ended become due at once, in order: a burst; or one after the other, where a stall lets go
  /// slowly. True when a fault has ended that takes the connection with it.
  bool replan(const plan& in_force, const subject& who, time_point now) {
    bool closes = false;
    last_due_ = last_left_;
    for (item& waiting : items_) {
      if (waiting.decided.waits() && !waiting.is_paced) {
        const effect going_on = in_force.reconsider(who, waiting.what, waiting.decided);
        closes = closes || (waiting.decided.closes && !going_on.closes);
        shorten(waiting, going_on, now);
      }
      const time_point due = due_of(waiting.what, waiting.decided, last_due_);
      // A chunk let go before its time measures nobody's delay.
      if (due < waiting.due && !waiting.was_held) waiting.decided.by = nobody;
      waiting.due = last_due_ = due;
      waiting.waits.moves_to(due > now ? waiting.decided.by : nobody);
    }
    return closes;
  }

  /// Nothing travels on before that.
  void opens(time_point when) { last_due_ = last_left_ = std::max(last_left_, when); }

  /// Drops everything because of the faults that hold it: each learns how many bytes it took.
  void lose(ledger& book) {
    for (const item& one : items_) {
      if (one.decided.by != nobody) book.of(one.decided.by).dropped_bytes += one.what.size;
    }
    clear();
  }

  /// Drops everything: what an RST does.
  void clear() {
    items_.clear();
    bytes_ = 0;
    last_due_ = last_left_;
  }

 private:
  /// Leaves of a chunk's waits those that go on. Nothing is added, for what has just been armed does not touch what waits
  /// already, even if by the clock of the run it was armed a little before the chunk arrived.
  static void shorten(item& waiting, const effect& going_on, time_point now) {
    effect& decided = waiting.decided;
    const bool held = decided.hold == forever;
    decided.delay = std::min(decided.delay, going_on.delay);
    decided.hold = std::min(decided.hold, going_on.hold);
    decided.earliest = std::min(decided.earliest, going_on.earliest);
    if (!held) return;
    if (decided.hold == forever) {
      decided.by = going_on.by;
      return;
    }
    waiting.was_held = true;
    if (decided.release == 0) return;
    waiting.is_paced = true;
    const time_point begun = std::max(waiting.what.arrived, decided.earliest);
    decided.delay = std::max(decided.delay, now - begun);
    decided.hold = token_bucket::span_of(waiting.what.size, decided.release);
  }

  static time_point due_of(const chunk& what, const effect& decided, time_point last) {
    const time_point alone = after(std::max(decided.earliest, what.arrived), decided.delay);
    return after(std::max(last, alone), decided.hold);
  }

  std::deque<item> items_;
  std::size_t bytes_ = 0;
  time_point last_due_{};   // of the last item in
  time_point last_left_{};  // of the last item out
};

}  // namespace surgeline::fault
