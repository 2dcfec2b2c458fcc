#include "surgeline/sim/link.hpp"

#include <algorithm>
#include <utility>

namespace surgeline::sim {

bool link::connect(
    fault::subject who,
    const fault::plan& in_force,
    time_point now,
    fault::ledger& book
) {
  who_ = std::move(who);
  ++made_;
  to_upstream_ = {};
  to_client_ = {};
  open_ = in_force.on_connect(who_, now, book).then == fault::action::pass;
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
  if (on.ending) return fate::waits;
  fault::chunk chunk{towards, on.offset, model::frame::bytes, now};
  on.offset += chunk.size;
  fault::effect decided;
  if (in_force.touches(towards))
    decided = in_force.on_chunk(who_, chunk, book);
  else
    who_.speaks(towards);
  on.ending = decided.then != fault::action::pass;
  if (!decided.waits() && on.waiting.empty()) return on.ending ? fate::resets : fate::passes;
  if (on.ending) chunk.size = std::min(chunk.size, decided.limit);
  on.waiting.push(chunk, decided, {what, on.ending});
  return fate::waits;
}

link::fate link::next(
    fault::direction towards,
    time_point now,
    fault::ledger& book,
    model::frame& out
) {
  fault::delay_line<parcel>::item first;
  if (!way(towards).waiting.pop(now, book, first)) return fate::waits;
  out = first.payload.what;
  return first.payload.ends ? fate::resets : fate::passes;
}

void link::replan(const fault::plan& in_force) {
  to_upstream_.waiting.replan(in_force, who_);
  to_client_.waiting.replan(in_force, who_);
}

}  // namespace surgeline::sim
