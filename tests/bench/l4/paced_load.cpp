#include "bench/l4/paced_load.hpp"

#include "bench/l4/client.hpp"
#include "bench/l4/machine.hpp"

namespace surgeline::bench {
namespace {

constexpr duration longest_answer = std::chrono::seconds{10};

}  // namespace

paced_load::paced_load(const endpoint& where, std::size_t connections) {
  for (auto& one : connect_all(where, connections)) {
    ready_.add(one.get(), connections_.size());
    connections_.push_back({.socket = std::move(one)});
  }
}

std::vector<duration> paced_load::run(duration pause, duration span) {
  std::vector<duration> took;
  const duration until = now() + span;
  for (duration due = now(); due < until; due += pause) {
    for (duration rest = due - now(); rest > duration{}; rest = due - now()) hear_all(rest, took);
    ask_next();
  }
  for (const duration latest = now() + longest_answer; out_ > 0;) {
    hear_all(latest - now(), took);
    if (now() > latest) give_up("no answer");
  }
  return took;
}

void paced_load::ask_next() {
  connection& one = connections_[next_++ % connections_.size()];
  if (one.asked != duration{}) return;
  one.asked = now();
  ask(one.socket.get());
  ++out_;
}

void paced_load::hear_all(duration longest, std::vector<duration>& took) {
  for (const epoll_event& event : ready_.wait(longest)) {
    connection& one = connections_[event.data.u64];
    if ((event.events & EPOLLIN) == 0 || !hear_now(one.socket.get())) continue;
    took.push_back(now() - std::exchange(one.asked, {}));
    --out_;
  }
}

}  // namespace surgeline::bench
