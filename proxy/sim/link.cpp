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

link::fate link::carry(
    const model::frame& what,
    fault::direction towards,
    const fault::plan& in_force,
    time_point now,
    fault::ledger& book
) {
  constexpr piece whole;
  return carry(what, towards, {&whole, 1}, in_force, now, book);
}

// As a proxy's relay decides about what it has read.
link::fate link::carry(
    const model::frame& what,
    fault::direction towards,
    std::span<const piece> pieces,
    const fault::plan& in_force,
    time_point now,
    fault::ledger& book
) {
  one_way& on = way(towards);
  for (const piece& each : pieces) {
    fault::chunk chunk{towards, on.offset, 0, now, each.of, each.of != fault::part::stream};
    for (std::size_t left = each.size; left > 0 && !on.ending; left -= chunk.size) {
      chunk.offset = on.offset;
      chunk.size = left;
      const fault::effect decided = decide(chunk, each.decided, in_force, book);
      chunk.first = false;
      on.offset += chunk.size;
      if (decided.then == fault::action::swallow) return fate::waits;  // for ever
      on.ending = decided.then != fault::action::pass;
      const bool is_last = chunk.size == left && &each == &pieces.back();
      if (!decided.waits() && on.waiting.empty()) {
        if (on.ending) return fate::resets;
        if (is_last) return fate::passes;
        continue;
      }
      fault::chunk passing = chunk;
      if (on.ending) passing.size = std::min(chunk.size, decided.limit);
      on.waiting.push(passing, decided, {what, on.ending, is_last}, book);
    }
  }
  return fate::waits;
}

/// Decides about the next piece of what is left, and says in `next` how long it is.
fault::effect link::decide(
    fault::chunk& next,
    const fault::effect& before,
    const fault::plan& in_force,
    fault::ledger& book
) {
  fault::effect decided;
  if (in_force.touches(next.towards, next.of)) {
    next.size = in_force.longest_chunk(who_, next, book);
    decided = in_force.on_chunk(who_, next, book);
  } else {
    who_.speaks(next.towards);
  }
  if (before.is_neutral()) return decided;
  const std::uint32_t by = before.by == fault::nobody ? decided.by : before.by;
  decided = before + decided;
  decided.by = by;
  return decided;
}

link::fate link::say(
    const model::frame& what,
    const fault::chunk& in_place_of,
    const fault::effect& decided,
    fault::ledger& book
) {
  if (!decided.waits() && to_client_.waiting.empty()) return fate::passes;
  to_client_.waiting.push(in_place_of, decided, {what, false, true}, book);
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
