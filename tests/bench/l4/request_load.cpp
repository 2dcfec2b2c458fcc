#include "bench/l4/request_load.hpp"

#include "bench/l4/client.hpp"
#include "bench/l4/machine.hpp"

namespace surgeline::bench {

request_load::request_load(const endpoint& where, std::size_t connections)
    : connections_(connect_all(where, connections)) {
  for (const auto& one : connections_) ready_.add(one.get(), static_cast<std::uint64_t>(one.get()));
}

std::size_t request_load::run(duration span) {
  const duration until = now() + span;
  for (const auto& one : connections_) ask(one.get());
  std::size_t asked = connections_.size(), answers = 0;
  while (answers < asked) {
    const auto events = ready_.wait(std::chrono::seconds{10});
    if (events.empty()) give_up("no answer");
    const bool more = now() < until;
    for (const epoll_event& event : events) {
      const auto fd = static_cast<int>(event.data.u64);
      if ((event.events & EPOLLIN) == 0 || !hear_now(fd)) continue;
      ++answers;
      if (!more) continue;
      ask(fd);
      ++asked;
    }
  }
  return answers;
}

void request_load::march(std::size_t times) {
  for (std::size_t i = 0; i < times; ++i) {
    for (const auto& one : connections_) ask(one.get());
    for (const auto& one : connections_) hear(one.get());
  }
}

}  // namespace surgeline::bench
