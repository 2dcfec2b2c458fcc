#include "bench/comparison/client.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <stdexcept>

#include "bench/comparison/listening.hpp"
#include "bench/comparison/machine.hpp"

namespace surgeline::bench {
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

}  // namespace surgeline::bench
