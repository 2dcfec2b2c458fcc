#pragma once

#include <algorithm>

#include "surgeline/core/time.hpp"
#include "surgeline/fault/effect.hpp"

namespace surgeline::fault {

/// Where connections of a proxy come in: a delay is each one's own, behind a hold the next ones queue.
class gate {
 public:
  /// When a connection that came at `now` may go in, by what was decided for it.
  time_point goes_in(const effect& decided, time_point now) {
    const time_point alone = after(now, decided.delay);
    if (decided.hold == duration{}) return alone;
    const time_point due = after(std::max(last_, alone), decided.hold);
    if (due != never) last_ = due;
    return due;
  }

 private:
  time_point last_{};  // of those that a hold has made wait
};

}  // namespace surgeline::fault
