#include "bench/exact/bulk.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <thread>

#include "bench/comparison/client.hpp"
#include "bench/comparison/machine.hpp"

namespace surgeline::bench {
namespace {

constexpr std::size_t at_once = 64 * 1024;

void say(int fd, std::size_t bytes) {
  static constexpr std::array<std::byte, at_once> nothing{};
  while (bytes > 0) {
    const ssize_t sent = send(fd, nothing.data(), std::min(bytes, at_once), MSG_NOSIGNAL);
    if (sent <= 0) return;  // whoever hears notices
    bytes -= static_cast<std::size_t>(sent);
  }
}

void hear_all(int fd, std::size_t bytes) {
  std::array<std::byte, at_once> buffer;
  while (bytes > 0) {
    const ssize_t got = recv(fd, buffer.data(), std::min(bytes, at_once), 0);
    if (got <= 0) give_up("a connection was lost");
    bytes -= static_cast<std::size_t>(got);
  }
}

}  // namespace

duration carry(line& through, std::size_t bytes) {
  const duration start = now();
  const std::jthread saying([&] { say(through.client.get(), bytes); });
  hear_all(through.upstream.get(), bytes);
  return now() - start;
}

}  // namespace surgeline::bench
