#pragma once

#include <sys/socket.h>

#include <optional>
#include <string>

#include "surgeline/core/endpoint.hpp"
#include "surgeline/net/failure.hpp"

namespace surgeline::net {

/// An endpoint as the kernel wants it: resolved, ready for bind and connect.
class address {
 public:
  address() = default;

  /// Looks an endpoint up. A host name asks the resolver and blocks, so never on a worker; the first answer counts.
  static std::optional<address> resolve(const endpoint& named, failure& why);
  /// Where a socket is bound.
  static address local(int socket);
  /// Whom a socket is connected to.
  static address peer(int socket);

  /// AF_INET, AF_INET6 or AF_UNIX; AF_UNSPEC while empty.
  int family() const { return storage_.ss_family; }
  /// Numeric host, or the path.
  endpoint to_endpoint() const;
  /// The host alone, numeric: `127.0.0.7`, `::1`; empty for unix.
  std::string host() const;

  const sockaddr* data() const { return reinterpret_cast<const sockaddr*>(&storage_); }
  sockaddr* data() { return reinterpret_cast<sockaddr*>(&storage_); }
  socklen_t size() const { return size_; }
  /// For the kernel to say how much of `data()` it filled in.
  socklen_t& size() { return size_; }

 private:
  sockaddr_storage storage_{};
  socklen_t size_ = sizeof(sockaddr_storage);
};

}  // namespace surgeline::net
