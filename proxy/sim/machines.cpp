#include "machines.hpp"

#include <utility>

#include "surgeline/scenario/host_fault.hpp"
#include "world.hpp"

namespace surgeline::sim {

machines::machines(world& world_in) : in(world_in), weather(world_in.from_, world_in.dice_) {}

callee& machines::of(const scenario::resident& whom) const { return *in.callees_[whom.service]; }

void machines::stall(const scenario::resident& whom, time_point) {
  of(whom).what.stall(whom.replica, in.now_, of(whom));
  in.step_server(of(whom));
}

void machines::resume(const scenario::resident& whom, time_point) {
  of(whom).what.resume(whom.replica, in.now_, of(whom));
  in.step_server(of(whom));
}

std::size_t machines::crash(const scenario::resident& whom, time_point) {
  const std::size_t lost = of(whom).what.crash(whom.replica, in.now_, of(whom));
  for (std::uint32_t link = 0; link < in.links_.size(); ++link) {
    const wired& on = in.links_[link];
    const bool leads_there =
        in.sources_[on.source]->way.service == whom.service && on.replica == whom.replica;
    if (leads_there && on.link.is_open()) in.lose_upstream(link);
  }
  in.step_server(of(whom));
  return lost;
}

void machines::start(const scenario::resident& whom, duration cold, time_point) {
  of(whom).what.start(whom.replica, cold, in.now_);
  in.step_server(of(whom));
}

void machines::slow(const scenario::resident& whom, double factor, time_point) {
  of(whom).what.slow(whom.replica, factor);
}

std::size_t machines::flush(const scenario::resident& whom, double share, std::uint64_t which) {
  return of(whom).what.flush(whom.replica, share, which);
}

void world::step_hosts() {
  if (machines_.armed <= now_) machines_.armed = never;
  machines_.weather.advance(now_, machines_);
  const time_point next = machines_.weather.next_change();
  if (next >= machines_.armed) return;
  machines_.armed = next;
  future_.add(next, {.what = happening::sort::host});
}

void world::arm_hosts() {
  machines_.weather.arm(
      scenario::host_faults_for(
          from_,
          machines_.weather.layout(),
          conductor_.in_force(),
          conductor_.so_far(),
          seed_
      ),
      now_,
      machines_
  );
  step_hosts();
}

}  // namespace surgeline::sim
