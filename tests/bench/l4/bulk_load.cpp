#include "bench/l4/bulk_load.hpp"

#include <sys/socket.h>

#include <cerrno>
#include <deque>
#include <vector>

#include "bench/comparison/client.hpp"
#include "bench/comparison/machine.hpp"
#include "bench/comparison/poller.hpp"

namespace surgeline::bench {
namespace {

constexpr std::size_t chunk = 256 * 1024;

/// Sends until the socket takes no more; how many bytes.
std::size_t fill(int fd, const std::vector<std::byte>& bytes) {
  std::size_t sum = 0;
  for (;;) {
    const ssize_t sent = send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && errno == EAGAIN) return sum;
    if (sent < 0) give_up("a connection was lost");
    sum += static_cast<std::size_t>(sent);
    if (static_cast<std::size_t>(sent) < bytes.size()) return sum;
  }
}

/// Says that this was all, and waits until the other side has heard it.
void finish(int fd) {
  std::byte nothing{};
  shutdown(fd, SHUT_WR);
  if (recv(fd, &nothing, sizeof nothing, 0) != 0) give_up("an end was not answered");
}

}  // namespace

std::size_t run_bulk(const endpoint& where, std::size_t connections, duration span) {
  const std::vector<std::byte> bytes(chunk);
  std::deque<net::descriptor> open;
  poller ready;
  for (std::size_t i = 0; i < connections; ++i) {
    open.push_back(connect_to(where));
    ready.add(open.back().get(), static_cast<std::uint64_t>(open.back().get()));
  }
  std::size_t sum = 0;
  for (const duration until = now() + span; now() < until;) {
    for (const epoll_event& event : ready.wait(until - now())) {
      sum += fill(static_cast<int>(event.data.u64), bytes);
    }
  }
  for (const auto& one : open) finish(one.get());
  return sum;
}

}  // namespace surgeline::bench
