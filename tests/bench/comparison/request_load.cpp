#include "bench/comparison/request_load.hpp"

#include "bench/comparison/client.hpp"
#include "bench/comparison/machine.hpp"

namespace surgeline::bench {

request_load::request_load(const endpoint& where, const dialogue& what, std::size_t connections)
    : connections_(connect_all(where, what, connections)) {
  for (std::size_t i = 0; i < connections; ++i) ready_.add(connections_[i].fd(), i);
}

std::size_t request_load::run(duration span) {
  const duration until = now() + span;
  for (caller& one : connections_) one.ask();
  std::size_t asked = connections_.size(), answers = 0;
  while (answers < asked) {
    const auto events = ready_.wait(std::chrono::seconds{10});
    if (events.empty()) give_up("no answer");
    const bool more = now() < until;
    for (const epoll_event& event : events) {
      caller& one = connections_[event.data.u64];
      if ((event.events & EPOLLIN) == 0 || !one.hear_now()) continue;
      ++answers;
      if (!more) continue;
      one.ask();
      ++asked;
    }
  }
  return answers;
}

void request_load::march(std::size_t times) {
  for (std::size_t i = 0; i < times; ++i) {
    for (caller& one : connections_) one.ask();
    for (caller& one : connections_) one.hear();
  }
}

}  // namespace surgeline::bench
