#pragma once

#include "surgeline/core/endpoint.hpp"
#include "surgeline/net/descriptor.hpp"
#include "surgeline/net/failure.hpp"

namespace surgeline::net {

/// A listening socket, non-blocking, that nobody else shares; it removes the path of a unix socket when it goes.
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
  /// Stops listening; who waits in the backlog is reset.
  void close();

 private:
  friend listener listen(const endpoint& where, failure& why);
  descriptor socket_;
  endpoint local_;
};

/// Listens; on failure empty, with a sentence in `why`. A path that a dead process left behind is taken over.
/// Accepted TCP connections inherit TCP_NODELAY.
listener listen(const endpoint& where, failure& why);

}  // namespace surgeline::net
