#include "bench/l4/client.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <stdexcept>

#include "bench/l4/listening.hpp"
#include "bench/l4/machine.hpp"

namespace surgeline::bench {
namespace {

constexpr std::array<std::byte, request_size> request{};

}  // namespace

void give_up(const char* what) {
  check_interrupt();
  throw std::runtime_error(what);
}

net::descriptor connect_to(const endpoint& where) {
  const net::address to = address_of(where);
  net::descriptor made{socket(to.family(), SOCK_STREAM | SOCK_CLOEXEC, 0)};
  const int on = 1;
  const timeval patience{.tv_sec = 10};
  setsockopt(made.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  setsockopt(made.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  if (!made || connect(made.get(), to.data(), to.size()) != 0) give_up("cannot connect");
  return made;
}

void ask(int fd) { send(fd, request.data(), request.size(), MSG_NOSIGNAL); }

void hear(int fd) {
  std::array<std::byte, request_size> buffer;
  if (recv(fd, buffer.data(), buffer.size(), MSG_WAITALL) != ssize_t{request_size})
    give_up("no answer");
}

bool hear_now(int fd) {
  std::array<std::byte, request_size> buffer;
  const ssize_t got = recv(fd, buffer.data(), buffer.size(), MSG_DONTWAIT);
  if (got == 0 || (got < 0 && errno != EAGAIN)) give_up("a connection was lost");
  return got > 0;
}

std::vector<net::descriptor> connect_all(const endpoint& where, std::size_t count) {
  constexpr std::size_t at_a_time =
      64;  // an armed latency is waited for once, and no backlog overflows
  std::vector<net::descriptor> all;
  all.reserve(count);
  for (std::size_t heard = 0; heard < count;) {
    check_interrupt();
    while (all.size() < std::min(count, heard + at_a_time)) {
      all.push_back(connect_to(where));
      ask(all.back().get());
    }
    for (; heard < all.size(); ++heard) hear(all[heard].get());
  }
  return all;
}

}  // namespace surgeline::bench
