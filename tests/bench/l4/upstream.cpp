#include "bench/l4/upstream.hpp"

#include <sys/socket.h>

#include <array>
#include <cerrno>

#include "bench/comparison/serving.hpp"

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

constexpr bool only_leaves_room(std::uint32_t events) {
  return (events & ~std::uint32_t{EPOLLOUT}) == 0;
}

/// Answers; the connection is over with the client's end, too.
[[noreturn]] void serve_answers(const endpoint& where, bool only_once) {
  serve_connections(where, [only_once](int fd, std::uint32_t events) {
    if (only_leaves_room(events)) return false;
    return answer(fd, only_once) || (events & EPOLLRDHUP) != 0;
  });
}

}  // namespace

void serve_echo(const endpoint& where) { serve_answers(where, false); }
void serve_once(const endpoint& where) { serve_answers(where, true); }

void serve_sink(const endpoint& where) {
  serve_connections(where, [](int fd, std::uint32_t events) {
    return !only_leaves_room(events) && discard(fd);
  });
}

}  // namespace surgeline::bench
