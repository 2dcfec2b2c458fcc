#include "bench/comparison/visit_load.hpp"

#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <deque>

#include "bench/comparison/client.hpp"
#include "bench/comparison/listening.hpp"
#include "bench/comparison/machine.hpp"
#include "bench/comparison/poller.hpp"

namespace surgeline::bench {
namespace {

/// One client that comes again and again.
struct visitor {
  const dialogue* what;
  net::descriptor socket;
  bool has_asked = false, has_heard = false;

  /// Starts a visit.
  void come(const net::address& to, const poller& ready, std::size_t number) {
    std::error_code error;
    socket = net::dial(to, error);
    if (!socket) give_up("cannot connect");
    has_asked = has_heard = false;
    ready.add(socket.get(), number);
  }

  /// Goes on as far as it can; true when the visit is over.
  bool go_on(std::uint32_t events) {
    if (!has_asked && (events & EPOLLOUT) != 0) {
      say(socket.get(), *what);
      has_asked = true;
    }
    if ((events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR)) == 0) return false;
    std::array<std::byte, 1024> buffer;
    ssize_t got = 0;
    while ((got = recv(socket.get(), buffer.data(), buffer.size(), MSG_DONTWAIT)) > 0)
      has_heard = true;
    if (got < 0 && errno != EAGAIN) give_up("a connection was lost");
    if (got == 0 && !has_heard) give_up("no answer");
    return got == 0;
  }
};

}  // namespace

std::size_t run_visits(
    const endpoint& where,
    const dialogue& what,
    std::size_t at_a_time,
    duration span
) {
  const net::address to = address_of(where);
  const duration until = now() + span;
  poller ready;
  std::deque<visitor> visitors;
  for (std::size_t i = 0; i < at_a_time; ++i)
    visitors.emplace_back(visitor{&what}).come(to, ready, i);
  std::size_t over = 0, here = at_a_time;
  while (here > 0) {
    const auto events = ready.wait(std::chrono::seconds{10});
    if (events.empty()) give_up("no answer");
    const bool more = now() < until;
    for (const epoll_event& event : events) {
      visitor& one = visitors[event.data.u64];
      if (!one.socket || !one.go_on(event.events)) continue;
      ++over;
      one.socket.close();
      if (more)
        one.come(to, ready, event.data.u64);
      else
        --here;
    }
  }
  return over;
}

}  // namespace surgeline::bench
