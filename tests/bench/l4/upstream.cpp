#include "bench/l4/upstream.hpp"

#include <sys/socket.h>

#include <array>
#include <cerrno>

#include "bench/l4/listening.hpp"
#include "bench/l4/poller.hpp"

namespace surgeline::bench {
namespace {

/// Says back what has arrived; true when the connection is over. Requests are small, so nothing is ever refused.
bool answer(int fd, bool only_once) {
  std::array<std::byte, 4096> buffer;
  const ssize_t got = recv(fd, buffer.data(), buffer.size(), 0);
  if (got > 0) send(fd, buffer.data(), static_cast<std::size_t>(got), MSG_NOSIGNAL);
  return got > 0 ? only_once : got == 0 || errno != EAGAIN;
}

/// Throws away what has arrived; true when the connection is over. It copies the bytes first, as whoever wants them does.
bool discard(int fd) {
  static std::array<std::byte, 256 * 1024> buffer;
  ssize_t got = 0;
  do got = recv(fd, buffer.data(), buffer.size(), 0);
  while (got > 0);
  return got == 0 || errno != EAGAIN;
}

bool serve(upstream_kind kind, int fd) {
  return kind == upstream_kind::sink ? discard(fd) : answer(fd, kind == upstream_kind::answer);
}

}  // namespace

void serve_upstream(upstream_kind kind, const endpoint& where) {
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
      } else if ((event.events & ~std::uint32_t{EPOLLOUT}) != 0) {
        const bool half_closed = (event.events & EPOLLRDHUP) != 0;
        if (serve(kind, fd) || (half_closed && kind != upstream_kind::sink)) close(fd);
      }
    }
  }
}

}  // namespace surgeline::bench
