#pragma once

#include <memory>
#include <vector>

#include "armory.hpp"
#include "surgeline/fault/delay_line.hpp"

namespace surgeline::fault {

/// One direction of a connection, driven as a carrier drives it: chunks arrive, are decided, wait and are let go.
/// Chunks are numbered from 0 in the order of their arrival.
class lane {
 public:
  /// Puts these faults in force, in place of those before.
  template <class... Faults>
  void arm(Faults... faults) {
    plan_ = in_force(std::move(faults)...);
    line_.replan(plan_, who_, now_);
  }
  /// It is so late now, for what is armed next.
  void waits_until(duration now) { now_ = at(now); }
  /// The upstream's next bytes arrive; returns when they are due.
  time_point arrives(duration now, std::size_t size = 100) {
    const chunk what = bytes_.answers(at(now), size);
    now_ = at(now);
    line_.push(what, plan_.on_chunk(who_, what, book_), next_++, book_);
    return line_.empty() ? at(now) : last_due();
  }
  /// As `arrives`, in a turn of its own.
  time_point answers(duration now) {
    who_.speaks(direction::to_upstream);
    return arrives(now);
  }
  /// Lets go of everything that is due by now.
  std::vector<int> let_go(duration now) {
    std::vector<int> gone;
    delay_line<int>::item out;
    while (line_.pop(at(now), book_, out)) gone.push_back(out.payload);
    return gone;
  }

  delay_line<int>& line() { return line_; }
  subject& who() { return who_; }
  tally counted(std::uint32_t slot = 0) { return book_.of(slot); }

 private:
  /// When what came last is due: everything before it is due by then.
  time_point last_due() const {
    delay_line<int> copy = line_;
    delay_line<int>::item out;
    ledger unread;
    while (copy.pop(never, unread, out)) {
    }
    return out.due;
  }

  plan plan_ = in_force();
  subject who_{"127.0.0.7", 1};
  flow bytes_;
  ledger book_;
  delay_line<int> line_;
  int next_ = 0;
  time_point now_{};
};

}  // namespace surgeline::fault
