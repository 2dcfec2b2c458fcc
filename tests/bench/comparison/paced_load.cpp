#include "bench/comparison/paced_load.hpp"

#include "bench/comparison/client.hpp"
#include "bench/comparison/machine.hpp"

namespace surgeline::bench {
namespace {

constexpr duration longest_answer = std::chrono::seconds{10};

}  // namespace

paced_load::paced_load(const endpoint& where, const dialogue& what, std::size_t connections) {
  for (auto& one : connect_all(where, what, connections)) {
    ready_.add(one.fd(), connections_.size());
    connections_.push_back({.line = std::move(one)});
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
  one.line.ask();
  ++out_;
}

void paced_load::hear_all(duration longest, std::vector<duration>& took) {
  for (const epoll_event& event : ready_.wait(longest)) {
    connection& one = connections_[event.data.u64];
    if ((event.events & EPOLLIN) == 0 || !one.line.hear_now()) continue;
    took.push_back(now() - std::exchange(one.asked, {}));
    --out_;
  }
}

}  // namespace surgeline::bench
