#include "surgeline/lab/daemon_host.hpp"

#include <algorithm>
#include <utility>

#include "surgeline/lab/file_time.hpp"

namespace surgeline::lab {

using resilience::outcome;

daemon_host::daemon_host(
    net::worker& home,
    const net::run_clock& clock,
    const scenario::file& from,
    const scenario::daemon& what,
    chance dice
)
    : home_(home),
      clock_(clock),
      where_(from, what),
      what_(what, where_.instances().size(), scenario::doors_of(from, what), dice),
      alarm_(home.delays(), *this) {}

daemon_host::~daemon_host() {
  home_.run([this] { alarm_.cancel(); });
}

/// Threads read the clock one after the other, and the model's time never goes back.
time_point daemon_host::now() const {
  latest_ = std::max(latest_, file_time(clock_, std::chrono::steady_clock::now()));
  return latest_;
}

daemon_host::ticket daemon_host::come(const model::visit& who, net::worker& where, told_to answer) {
  std::unique_lock held(one_at_a_time_);
  const ticket mine = ++tickets_;
  waiting_.emplace(mine, waiting{&where, std::move(answer)});
  model::visit known = who;
  known.who = mine;
  const auto theirs = what_.come(known, now(), *this);
  if (const auto still = waiting_.find(mine); still != waiting_.end())
    still->second.ticket = theirs;
  go_on(std::move(held));
  return mine;
}

void daemon_host::leave(ticket whose) {
  std::unique_lock held(one_at_a_time_);
  const auto found = waiting_.find(whose);
  if (found == waiting_.end()) return;
  const auto theirs = found->second.ticket;
  waiting_.erase(found);
  what_.leave(theirs, now(), *this);
  go_on(std::move(held));
}

void daemon_host::arm(std::vector<scenario::daemon_fault> faults) {
  std::unique_lock held(one_at_a_time_);
  what_.arm(std::move(faults), now(), *this);
  go_on(std::move(held));
}

void daemon_host::take(time_point now, const handover& to) {
  rows closed;
  {
    const std::unique_lock held(one_at_a_time_);
    what_.settle(std::max(time_point{}, now - duration{1}));
    take_closed(what_.numbers(), now, closed);
  }
  to(std::move(closed));
}

fault::ledger daemon_host::book() const {
  const std::unique_lock held(one_at_a_time_);
  return what_.book();
}

model::daemon_counts daemon_host::counts() const {
  const std::unique_lock held(one_at_a_time_);
  return what_.counts(now());
}

void daemon_host::told(const model::visit& whose, outcome how, time_point) {
  const auto found = waiting_.find(whose.who);
  if (found == waiting_.end()) return;
  const waiting& one = found->second;
  to_tell_.emplace_back(one.where, [answer = one.answer, how] { answer(how); });
  if (!is_good(how) || !what_.holds(whose)) waiting_.erase(found);
}

void daemon_host::rang(net::alarm&, net::real_time) {
  std::unique_lock held(one_at_a_time_);
  armed_ = never;
  what_.advance(now(), *this);
  go_on(std::move(held));
}

void daemon_host::go_on(std::unique_lock<std::mutex> held) {
  const auto telling = std::exchange(to_tell_, {});
  const bool sooner = what_.next_due() < armed_;
  if (sooner) armed_ = what_.next_due();
  held.unlock();
  for (const auto& [where, task] : telling) where->post(task);
  if (!sooner) return;
  if (home_.is_here()) return set_alarm();
  home_.post([this] { set_alarm(); });
}

void daemon_host::set_alarm() {
  const std::unique_lock held(one_at_a_time_);
  armed_ = what_.next_due();
  alarm_.set(clock_.real(armed_));
}

}  // namespace surgeline::lab
