#include "surgeline/net/socket.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cerrno>

namespace surgeline::net {

std::error_code last_error() { return {errno, std::generic_category()}; }

bool is_exhaustion(std::error_code error) {
  return error == std::errc::too_many_files_open ||
         error == std::errc::too_many_files_open_in_system || error == std::errc::no_buffer_space ||
         error == std::errc::not_enough_memory;
}

descriptor accept(int listener, address& from, std::error_code& error) {
  from = {};
  descriptor accepted{accept4(listener, from.data(), &from.size(), SOCK_NONBLOCK | SOCK_CLOEXEC)};
  if (!accepted) error = last_error();
  return accepted;
}

descriptor dial(const address& to, std::error_code& error, const address* source) {
  descriptor made{socket(to.family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
  const int on = 1;
  if (made && to.family() != AF_UNIX) {
    setsockopt(made.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (source != nullptr)
      setsockopt(made.get(), IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
  }
  if (!made || (source != nullptr && bind(made.get(), source->data(), source->size()) != 0) ||
      (connect(made.get(), to.data(), to.size()) != 0 && errno != EINPROGRESS)) {
    error = last_error();
    return {};
  }
  return made;
}

std::error_code pending_error(int socket) {
  int error = 0;
  socklen_t size = sizeof error;
  if (getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size) != 0) return last_error();
  return error == 0 ? std::error_code{} : std::error_code{error, std::generic_category()};
}

std::string peer_identity(int socket, const address& from) {
  if (from.family() != AF_UNIX) return from.host();
  ucred who{};
  socklen_t size = sizeof who;
  if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &who, &size) != 0) return "uid:unknown";
  return "uid:" + std::to_string(who.uid);
}

void hard_reset(descriptor socket) {
  const linger abort{.l_onoff = 1, .l_linger = 0};
  setsockopt(socket.get(), SOL_SOCKET, SO_LINGER, &abort, sizeof abort);
}

}  // namespace surgeline::net
