#pragma once

#include <unistd.h>

#include "bench/comparison/listening.hpp"
#include "bench/comparison/poller.hpp"

namespace surgeline::bench {

/// The rest of a process's life: accepts whoever comes, hands what happens on a connection to `turn(fd, events)`, and closes
/// it when that returns true.
template <class Turn>
[[noreturn]] void serve_connections(const endpoint& where, Turn turn) {
  const net::listener door = listen_or_throw(where);
  poller ready;
  const auto key = [](int fd) { return static_cast<std::uint64_t>(fd); };
  ready.add(door.fd(), key(door.fd()));
  for (;;) {
    for (const epoll_event& event : ready.wait()) {
      const auto fd = static_cast<int>(event.data.u64);
      if (fd == door.fd()) {
        accept_all(door, [&](net::descriptor made) {
          ready.add(made.get(), key(made.get()));
          made.release();
        });
      } else if (turn(fd, event.events)) {
        close(fd);
      }
    }
  }
}

}  // namespace surgeline::bench
