#include <algorithm>
#include <utility>

#include "surgeline/model/daemon.hpp"

namespace surgeline::model {

using measure::instrument;
using scenario::daemon_release_mode;

void daemon::add(time_point at, event::sort what, std::uint64_t whose) {
  if (at != never) events_.push({at, ordinal_++, what, whose});
}

/// What it was about has happened otherwise.
bool daemon::is_stale(const event& one) const {
  if (one.what == event::sort::pace) {
    const instance& of = instances_[one.whose];
    return of.herd == 0 || of.next_start != one.at;
  }
  const auto found = visitors_.find(one.whose);
  if (found == visitors_.end()) return true;
  return (one.what == event::sort::end ? found->second.ends : found->second.until) != one.at;
}

void daemon::drop_stale() {
  while (!events_.empty() && is_stale(events_.top())) events_.pop();
}

time_point daemon::next_due() const {
  const time_point own = events_.empty() ? never : events_.top().at;
  return std::min(own, weather_.next_change());
}

void daemon::happen(const event& one) {
  if (one.what == event::sort::end) return finish(one.whose, one.at);
  if (one.what == event::sort::timeout) return time_out(one.whose, one.at);
  serve_next(static_cast<std::uint32_t>(one.whose), one.at);
}

void daemon::advance(time_point now, visitors& out) {
  out_ = &out;
  drop_stale();
  bool moved = false;
  while (next_due() <= now) {
    moved = true;
    settle(next_due());
    if (!events_.empty() && events_.top().at <= weather_.next_change()) {
      const event next = events_.top();
      events_.pop();
      happen(next);
    } else {
      weather_.advance(weather_.next_change(), *this);
    }
    drop_stale();
  }
  settle(now);
  if (moved) show(now);
}

void daemon::arm(std::vector<scenario::daemon_fault> faults, time_point now, visitors& out) {
  advance(now, out);
  out_ = &out;
  weather_.arm(std::move(faults), now, *this);
  show(now);
  advance(now, out);
}

/// Whoever is being served is stopped where he is; a connection that was let in goes on.
void daemon::stall_begins(std::uint32_t index, time_point at) {
  settle(at);
  ++stalled_;
  instances_[index].stalled_since = at;
  ++counts_.instances[index].stalls;
  for (auto& [whose, one] : visitors_) {
    if (one.who.instance != index || one.at != stage::served || one.beside || one.ends == never)
      continue;
    one.left = one.ends - at;
    one.ends = never;
  }
}

std::size_t daemon::stall_ends(std::uint32_t index, time_point at) {
  settle(at);
  --stalled_;
  instance& of = instances_[index];
  counts_.instances[index].stalled += at - of.stalled_since;
  of.stalled_since = never;
  const std::size_t herd = of.queue.size();
  numbers_.count(at, instrument::stalls);
  numbers_.count(at, instrument::herded, static_cast<double>(herd));
  counts_.herds[static_cast<std::size_t>(
      std::ranges::lower_bound(herd_buckets, static_cast<double>(herd)) - herd_buckets.begin()
  )]++;
  counts_.herded += static_cast<double>(herd);
  of.herd = herd;
  of.newest_first = herd > 0 && what_.release.mode == daemon_release_mode::lifo;
  of.next_start = at;
  std::vector<ticket> stopped;
  for (const auto& [whose, one] : visitors_) {
    if (one.who.instance == index && one.left) stopped.push_back(whose);
  }
  std::ranges::sort(stopped);
  for (const ticket whose : stopped) {
    visitor& one = visitors_.at(whose);
    one.ends = after(at, *std::exchange(one.left, {}));
    add(one.ends, event::sort::end, whose);
  }
  serve_next(index, at);
  return herd;
}

/// Everybody in it is lost, in the order in which they came.
void daemon::goes_down(std::uint32_t index, time_point at) {
  std::vector<ticket> lost;
  for (const auto& [whose, one] : visitors_) {
    if (one.who.instance == index) lost.push_back(whose);
  }
  std::ranges::sort(lost);
  instance& of = instances_[index];
  for (const ticket whose : lost) {
    const visitor& one = visitors_.at(whose);
    if (one.at == stage::waits) of.queue.leave(one.seat, at);
    refuse(whose, resilience::outcome::reset, at);
  }
  of.busy = 0;
  of.herd = 0;
  of.newest_first = false;
}

daemon_counts daemon::counts(time_point now) const {
  daemon_counts all = counts_;
  for (std::uint32_t i = 0; i < instances_.size(); ++i) {
    daemon_counts::instance& one = all.instances[i];
    const time_point since = instances_[i].stalled_since;
    if (since != never) one.stalled += std::max(duration{}, now - since);
    if (weather_.factor(i, now, false) > 1) one.state = daemon_state::slow;
    if (since != never) one.state = daemon_state::stalled;
    if (weather_.is_down(i)) one.state = daemon_state::down;
  }
  return all;
}

void daemon::comes_back(std::uint32_t index, time_point at) { serve_next(index, at); }

/// Tick by tick, so that each has its part.
void daemon::settle(time_point now) {
  while (settled_ < now) {
    const time_point tick_end{measure::tick * (settled_.time_since_epoch() / measure::tick + 1)};
    const time_point next = std::min(now, tick_end);
    if (stalled_ > 0) {
      const double part = static_cast<double>(stalled_) / static_cast<double>(instances_.size());
      numbers_.count(settled_, instrument::stalled, seconds(next - settled_) * part);
    }
    settled_ = stalled_ > 0 ? next : now;
  }
}

}  // namespace surgeline::model
