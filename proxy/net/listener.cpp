#include "surgeline/net/listener.hpp"

#include <linux/filter.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <span>
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

void set(int socket, int level, int option, int to = 1) {
  setsockopt(socket, level, option, &to, sizeof to);
}

/// Hands the kernel a program that it runs for every packet (SO_ATTACH_FILTER) or every new connection.
std::error_code attach(int socket, int option, std::span<sock_filter> program) {
  const sock_fprog handed{static_cast<unsigned short>(program.size()), program.data()};
  const bool taken = setsockopt(socket, SOL_SOCKET, option, &handed, sizeof handed) == 0;
  return taken ? std::error_code{} : last_error();
}

/// Spreads connections over the first `sockets` of a group that shares a port, so that one more is given none.
std::error_code spread(int socket, std::size_t sockets) {
  std::array program{
      sock_filter BPF_STMT(
          BPF_LD | BPF_W | BPF_ABS,
          static_cast<unsigned>(SKF_AD_OFF + SKF_AD_RANDOM)
      ),
      sock_filter BPF_STMT(BPF_ALU | BPF_MOD | BPF_K, static_cast<unsigned>(sockets)),
      sock_filter BPF_STMT(BPF_RET | BPF_A, 0),
  };
  return attach(socket, SO_ATTACH_REUSEPORT_CBPF, program);
}

/// Drops what would begin a handshake; what completes one passes. Connections inherit the program, and need no SYN.
void drop_beginnings(int socket) {
  constexpr unsigned flags_at = 13;  // in the TCP header
  constexpr unsigned syn = 0x02;
  constexpr unsigned whole_packet = 0xffffffff;
  std::array program{
      sock_filter BPF_STMT(BPF_LD | BPF_B | BPF_ABS, flags_at),
      sock_filter BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, syn, 0, 1),
      sock_filter BPF_STMT(BPF_RET | BPF_K, 0),
      sock_filter BPF_STMT(BPF_RET | BPF_K, whole_packet),
  };
  attach(socket, SO_ATTACH_FILTER, program);
}

std::error_code begin_to_listen(int socket) {
  return ::listen(socket, SOMAXCONN) == 0 ? std::error_code{} : last_error();
}

descriptor make_socket(const address& of) {
  return descriptor{socket(of.family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
}

/// Has the kernel choose a port that nobody has: `at` gets it, and it is taken while the result exists. A socket keeps a
/// port through `refuse` only if it was bound to it by number.
descriptor choose_port(address& at, std::error_code& error) {
  descriptor chooser = make_socket(at);
  if (!chooser || bind(chooser.get(), at.data(), at.size()) != 0) {
    error = last_error();
    return chooser;
  }
  set(chooser.get(), SOL_SOCKET, SO_REUSEADDR);
  at = address::local(chooser.get());
  return chooser;
}

/// Binds with nobody else on the same address. SO_REUSEADDR lets a restart take over a port whose old connections, which
/// inherit it, are in TIME_WAIT; two listeners it never allows.
std::error_code bind_and_listen(int socket, const endpoint& where, address at) {
  const bool tcp = where.kind == endpoint::family::tcp;
  std::error_code error;
  descriptor chooser;
  if (tcp && where.port == 0) chooser = choose_port(at, error);
  if (error) return error;
  if (tcp) set(socket, SOL_SOCKET, SO_REUSEADDR);
  if (bind(socket, at.data(), at.size()) != 0) return last_error();
  if (tcp) set(socket, IPPROTO_TCP, TCP_NODELAY);
  chooser.close();
  return begin_to_listen(socket);
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
  has_path_ = other.has_path_;
  sharers_ = other.sharers_;
  return *this;
}

listener::~listener() { close(); }

/// Once only: afterwards it may be somebody else's.
void listener::remove_path() {
  if (socket_ && std::exchange(has_path_, false)) unlink(local_.host.c_str());
}

void listener::shut() {
  remove_path();
  if (local_.kind == endpoint::family::tcp) return drop_beginnings(socket_.get());
  shutdown(socket_.get(), SHUT_RD);  // a unix listener refuses from here on, and keeps its backlog
}

/// With SO_REUSEADDR somebody else could listen there, as long as this one does not.
void listener::refuse() {
  set(socket_.get(), SOL_SOCKET, SO_REUSEADDR, 0);
  shutdown(socket_.get(), SHUT_RD);
}

/// The last socket of a group that stops listening takes their program away with it.
std::error_code listener::take_in() {
  set(socket_.get(), SOL_SOCKET, SO_REUSEADDR);
  if (const std::error_code error = begin_to_listen(socket_.get())) return error;
  return sharers_ > 1 ? spread(socket_.get(), sharers_) : std::error_code{};
}

void listener::close() {
  remove_path();
  socket_.close();
}

listener listen(const endpoint& where, failure& why) {
  listener result;
  const auto at = address::resolve(where, why);
  if (!at) return result;
  descriptor made = make_socket(*at);
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
  result.has_path_ = where.kind == endpoint::family::unix_path;
  return result;
}

std::vector<listener> join(listener& first, std::size_t further, failure& why) {
  std::vector<listener> joined;
  const endpoint& where = first.local();
  const address at = address::local(first.fd());
  // The first one was bound without it, so that nobody else had the port; now it lets ours in.
  set(first.fd(), SOL_SOCKET, SO_REUSEPORT);
  std::error_code error;
  for (std::size_t i = 0; i < further && !error; ++i) {
    listener next;
    next.local_ = where;
    next.sharers_ = further + 1;
    next.socket_ = make_socket(at);
    set(next.fd(), SOL_SOCKET, SO_REUSEPORT);
    error = next ? bind_and_listen(next.fd(), where, at) : last_error();
    if (!error) joined.push_back(std::move(next));
  }
  first.sharers_ = further + 1;
  if (!error && further > 0) error = spread(first.fd(), first.sharers_);
  if (error) {
    why = {error, sentence(where, error)};
    joined.clear();
  }
  return joined;
}

}  // namespace surgeline::net
