#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "surgeline/measure/meter.hpp"

namespace surgeline::lab {

/// Closed rows of meters, each with the subject it belongs to.
using rows = std::vector<std::pair<std::string, measure::series>>;

/// Who gets them; called on the worker's thread.
using handover = std::function<void(rows)>;

/// Takes what a meter has counted in the ticks before the one `now` is in.
inline void take_closed(measure::meter& from, time_point now, rows& into) {
  from.roll(now);
  into.emplace_back(from.subject(), from.take());
}

}  // namespace surgeline::lab
