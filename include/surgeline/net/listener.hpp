#pragma once

#include <cstddef>
#include <system_error>
#include <vector>

#include "surgeline/core/endpoint.hpp"
#include "surgeline/net/descriptor.hpp"
#include "surgeline/net/failure.hpp"

namespace surgeline::net {

/// A listening socket, non-blocking; it removes the path of a unix socket when it goes.
class listener {
 public:
  listener() = default;
  listener(listener&&) noexcept = default;
  listener& operator=(listener&& other) noexcept;
  ~listener();

  explicit operator bool() const { return static_cast<bool>(socket_); }
  int fd() const { return socket_.get(); }
  /// Where it listens, with the port that the kernel chose for 0.
  const endpoint& local() const { return local_; }
  /// Takes nobody in any more; who waits in the backlog can still be accepted. A TCP client whose handshake is under way
  /// comes in a round trip later; one that begins is told nothing, and tries again with whoever listens next.
  void shut();
  /// Stops listening; who waits in the backlog is reset.
  void close();
  /// True when it can refuse and take in again: TCP only.
  bool can_refuse() const { return local_.kind == endpoint::family::tcp; }
  /// Clients are refused from here on, and who waits in the backlog is reset; the address stays taken.
  void refuse();
  /// Takes clients in again after `refuse`; an error when somebody else has bound the address meanwhile.
  std::error_code take_in();

 private:
  friend listener listen(const endpoint& where, failure& why);
  friend std::vector<listener> join(listener& first, std::size_t further, failure& why);
  void remove_path();

  descriptor socket_;
  endpoint local_;
  bool has_path_ = false;
  std::size_t sharers_ = 1;  // sockets on this address, with this one
};

/// Listens where nobody else does; on failure empty, with a sentence in `why`. A path that a dead process left behind is
/// taken over.
/// Accepted TCP connections inherit TCP_NODELAY.
listener listen(const endpoint& where, failure& why);

/// `further` listening sockets on the address of `first`, which is TCP: each connection comes to one of them all, by the
/// kernel's chance. A socket that another process of the same user binds there later is given none. Fewer on failure.
std::vector<listener> join(listener& first, std::size_t further, failure& why);

}  // namespace surgeline::net
