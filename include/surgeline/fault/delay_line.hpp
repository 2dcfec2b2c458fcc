#pragma once

#include <algorithm>
#include <cstddef>
#include <deque>
#include <utility>

#include "surgeline/core/time.hpp"
#include "surgeline/fault/plan.hpp"

namespace surgeline::fault {

/// Where chunks of one direction of one connection wait until they are due: never reordered, never early.
/// The same line serves the proxy (`Payload` = bytes) and the simulator (`Payload` = a message).
template <class Payload>
class delay_line {
 public:
  /// One waiting chunk; `due` is when it may travel on, `never` while a stall holds it.
  struct item {
    chunk what;
    effect decided;
    time_point due{};
    Payload payload;
  };

  bool empty() const { return items_.empty(); }
  /// Bytes that wait.
  std::size_t bytes() const { return bytes_; }
  /// When the first item is due; `never` when empty or held.
  time_point next_due() const { return items_.empty() ? never : items_.front().due; }

  /// Puts a chunk behind what waits, due at max(last due, arrival + delay) + hold.
  void push(const chunk& what, const effect& decided, Payload payload) {
    last_due_ = due_of(what, decided, last_due_);
    items_.push_back({what, decided, last_due_, std::move(payload)});
    bytes_ += what.size;
  }

  /// Takes the first item out if it is due; the caller has made sure it can carry it on. `book` learns of a delay.
  bool pop(time_point now, ledger& book, item& out) {
    if (items_.empty() || items_.front().due > now) return false;
    out = std::move(items_.front());
    items_.pop_front();
    bytes_ -= out.what.size;
    last_left_ = std::max(last_left_, out.due);
    if (out.decided.by != nobody) {
      const duration measured = now - out.what.arrived;
      const duration planned = out.decided.hold == forever ? measured : out.due - out.what.arrived;
      book.left(out.decided.by, planned, measured);
    }
    return true;
  }

  /// After a swap of the plan: every waiting chunk is decided anew by what still holds for it (`plan::reconsider`).
  /// Chunks whose faults have ended become due at once, in order: a burst.
  void replan(const plan& in_force, subject& who) {
    time_point last = last_left_;
    for (item& waiting : items_) {
      effect anew = in_force.reconsider(who, waiting.what);
      waiting.due = last = due_of(waiting.what, anew, last);
      const bool was_held = waiting.decided.hold == forever;
      if (anew.is_neutral() && !was_held) waiting.decided.by = nobody;  // let go early: not a measure of its delay
      if (!was_held) waiting.decided.hold = anew.hold;
      waiting.decided.delay = anew.delay;
    }
    last_due_ = last;
  }

  /// Drops everything: what an RST does.
  void clear() {
    items_.clear();
    bytes_ = 0;
  }

 private:
  static time_point due_of(const chunk& what, const effect& decided, time_point last) {
    return after(std::max(last, after(what.arrived, decided.delay)), decided.hold);
  }

  std::deque<item> items_;
  std::size_t bytes_ = 0;
  time_point last_due_{};
  time_point last_left_{};
};

}  // namespace surgeline::fault
