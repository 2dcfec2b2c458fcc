#include "surgeline/net/listener.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <utility>

#include "surgeline/net/address.hpp"
#include "surgeline/net/socket.hpp"

namespace surgeline::net {
namespace {

/// True for a socket file that nobody listens on: what a dead process leaves behind.
bool is_left_behind(const endpoint& where, const address& at) {
  struct stat found{};
  if (stat(where.host.c_str(), &found) != 0 || !S_ISSOCK(found.st_mode)) return false;
  std::error_code error;
  const descriptor probe = dial(at, error);
  return error == std::errc::connection_refused;
}

/// Binds with nobody else on the same address. SO_REUSEADDR lets a restart take over a port whose old connections, which
/// inherit it, are in TIME_WAIT; two listeners it never allows. When the kernel is to choose a port it is set afterwards
/// only, or the kernel might choose one that is half taken.
std::error_code bind_and_listen(int socket, const endpoint& where, const address& at) {
  const auto turn_on = [socket](int level, int option) {
    const int on = 1;
    setsockopt(socket, level, option, &on, sizeof on);
  };
  const bool tcp = where.kind == endpoint::family::tcp;
  if (tcp && where.port != 0) turn_on(SOL_SOCKET, SO_REUSEADDR);
  if (bind(socket, at.data(), at.size()) != 0) return last_error();
  if (tcp) turn_on(SOL_SOCKET, SO_REUSEADDR);
  if (tcp) turn_on(IPPROTO_TCP, TCP_NODELAY);
  return ::listen(socket, SOMAXCONN) == 0 ? std::error_code{} : last_error();
}

std::string sentence(const endpoint& where, std::error_code error) {
  if (error == std::errc::address_in_use) return where.text() + " is in use";
  if (error == std::errc::permission_denied) return "no permission to listen on " + where.text();
  if (error == std::errc::address_not_available)
    return where.text() + " is no address of this machine";
  return "cannot listen on " + where.text() + ": " + error.message();
}

}  // namespace

listener& listener::operator=(listener&& other) noexcept {
  if (this == &other) return *this;
  close();
  socket_ = std::move(other.socket_);
  local_ = std::move(other.local_);
  return *this;
}

listener::~listener() { close(); }

void listener::close() {
  if (socket_ && local_.kind == endpoint::family::unix_path) unlink(local_.host.c_str());
  socket_.close();
}

listener listen(const endpoint& where, failure& why) {
  listener result;
  const auto at = address::resolve(where, why);
  if (!at) return result;
  descriptor made{socket(at->family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
  std::error_code error = made ? bind_and_listen(made.get(), where, *at) : last_error();
  if (error == std::errc::address_in_use && where.kind == endpoint::family::unix_path &&
      is_left_behind(where, *at)) {
    unlink(where.host.c_str());
    error = bind_and_listen(made.get(), where, *at);
  }
  if (error) {
    why = {error, sentence(where, error)};
    return result;
  }
  result.local_ = address::local(made.get()).to_endpoint();
  result.socket_ = std::move(made);
  return result;
}

}  // namespace surgeline::net
