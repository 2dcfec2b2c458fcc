#include "surgeline/sim/link.hpp"

namespace surgeline::sim {

bool link::connect(const fault::plan& in_force, time_point now, fault::ledger& book) {
  who_ = fault::subject{client_, ++ordinal_};
  to_upstream_ = {};
  to_client_ = {};
  open_ = in_force.on_connect(who_, now, book).then == fault::action::pass;
  return open_;
}

void link::reset() {
  open_ = false;
  to_upstream_.waiting.clear();
  to_client_.waiting.clear();
}

link::fate link::carry(
    const model::frame& what,
    fault::direction towards,
    const fault::plan& in_force,
    time_point now,
    fault::ledger& book
) {
  one_way& on = way(towards);
  const fault::chunk chunk{towards, on.offset, model::frame::bytes, now};
  on.offset += chunk.size;
  who_.speaks(towards);  // though no plan may be asked: turns go on
  if (!in_force.touches(towards) && on.waiting.empty()) return fate::passes;
  const fault::effect decided = in_force.on_chunk(who_, chunk, book);
  if (decided.then != fault::action::pass) return fate::resets;
  if (decided.is_neutral() && on.waiting.empty()) return fate::passes;
  on.waiting.push(chunk, decided, what);
  return fate::waits;
}

bool link::arrives(
    fault::direction towards,
    time_point now,
    fault::ledger& book,
    model::frame& out
) {
  lines::item first;
  if (!way(towards).waiting.pop(now, book, first)) return false;
  out = first.payload;
  return true;
}

void link::replan(const fault::plan& in_force) {
  to_upstream_.waiting.replan(in_force, who_);
  to_client_.waiting.replan(in_force, who_);
}

}  // namespace surgeline::sim
