#include "surgeline/traffic/breakers.hpp"

namespace surgeline::traffic {

void breakers::group::count_moves() {
  for (const observe::transition& one : moves) {
    if (one.is_move()) ++transitions[static_cast<std::size_t>(one.to)];
  }
  moves.clear();
}

void breakers::begin(std::size_t of, time_point now) {
  group& mine = groups_[of];
  const std::scoped_lock lock(mine.one_at_a_time);
  mine.watch.begin(now, mine.moves);
  mine.count_moves();
}

void breakers::end(std::size_t of, time_point began, observe::outcome became, time_point now) {
  group& mine = groups_[of];
  const std::scoped_lock lock(mine.one_at_a_time);
  mine.watch.end(began, became, now, mine.moves);
  mine.count_moves();
}

void breakers::look(time_point now) {
  for (group& one : groups_) {
    const std::scoped_lock lock(one.one_at_a_time);
    one.watch.look(now, one.moves);
    one.count_moves();
  }
}

breakers::reading breakers::read(std::size_t of, time_point now) const {
  const group& mine = groups_[of];
  const std::scoped_lock lock(mine.one_at_a_time);
  return {
      .state = mine.watch.state(),
      .transitions = mine.transitions,
      .open = mine.watch.open_time(now)
  };
}

}  // namespace surgeline::traffic
