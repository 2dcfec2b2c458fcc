#include "surgeline/sim/link.hpp"

#include <algorithm>
#include <utility>

namespace surgeline::sim {

bool link::connect(
    fault::subject who,
    const fault::plan& in_force,
    fault::gate& gate,
    time_point now,
    fault::ledger& book
) {
  who_ = std::move(who);
  ++made_;
  to_upstream_ = {};
  to_client_ = {};
  const fault::effect decided = in_force.on_connect(who_, now, book);
  open_ = decided.then == fault::action::pass;
  // Who never goes in is not heard either: whatever holds him holds what he says.
  if (open_ && decided.waits() && decided.hold != forever) {
    to_upstream_.waiting.opens(gate.goes_in(decided, now));
  }
  return open_;
}

void link::reset() {
  open_ = false;
  to_upstream_ = {};
  to_client_ = {};
}

// As a proxy's relay decides about what it has read.
link::fate link::carry(
    const model::frame& what,
    fault::direction towards,
    const fault::plan& in_force,
    time_point now,
    fault::ledger& book
) {
  one_way& on = way(towards);
  fault::chunk chunk{towards, on.offset, 0, now};
  for (std::size_t left = model::frame::bytes; left > 0 && !on.ending; left -= chunk.size) {
    chunk.offset = on.offset;
    chunk.size = left;
    fault::effect decided;
    if (in_force.touches(towards)) {
      chunk.size = in_force.longest_chunk(who_, chunk, book);
      decided = in_force.on_chunk(who_, chunk, book);
    } else {
      who_.speaks(towards);
    }
    on.offset += chunk.size;
    if (decided.then == fault::action::swallow) return fate::waits;  // for ever
    on.ending = decided.then != fault::action::pass;
    const bool is_last = chunk.size == left;
    if (!decided.waits() && on.waiting.empty()) {
      if (on.ending) return fate::resets;
      if (is_last) return fate::passes;
      continue;
    }
    fault::chunk passing = chunk;
    if (on.ending) passing.size = std::min(chunk.size, decided.limit);
    on.waiting.push(passing, decided, {what, on.ending, is_last}, book);
  }
  return fate::waits;
}

link::fate link::next(
    fault::direction towards,
    time_point now,
    fault::ledger& book,
    model::frame& out
) {
  fault::delay_line<parcel>::item first;
  while (way(towards).waiting.pop(now, book, first)) {
    out = first.payload.what;
    if (first.payload.ends) return fate::resets;
    if (first.payload.is_last) return fate::passes;
  }
  return fate::waits;
}

bool link::replan(const fault::plan& in_force, time_point now) {
  const bool up = to_upstream_.waiting.replan(in_force, who_, now);
  const bool down = to_client_.waiting.replan(in_force, who_, now);
  return up || down;
}

}  // namespace surgeline::sim
