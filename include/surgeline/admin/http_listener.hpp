#pragma once

#include <functional>
#include <memory>

#include "surgeline/admin/http.hpp"
#include "surgeline/admin/tls_credentials.hpp"
#include "surgeline/core/endpoint.hpp"
#include "surgeline/net/failure.hpp"

namespace boost::asio {
class io_context;
}

namespace surgeline::admin {

/// What a connection that comes in now has to be shown; null: it is in clear.
using tls_source = std::function<std::shared_ptr<const tls_credentials>()>;

/// Speaks HTTP/1.1 on a TCP or unix listener, on the thread that runs `context`. Whatever clients send or do not send, it
/// costs a bounded amount of memory and time.
class http_listener {
 public:
  /// Listens; null with a sentence in `why` when the address cannot be had. `context` must outlive it.
  static std::unique_ptr<http_listener> open(
      boost::asio::io_context& context,
      const endpoint& where,
      handler handle,
      net::failure& why,
      http_limits limits = {},
      tls_source credentials = {}
  );
  http_listener(const http_listener&) = delete;
  http_listener& operator=(const http_listener&) = delete;
  /// Stops listening; what is being answered goes on while `context` runs.
  ~http_listener();

  /// Where it listens, with the port that the kernel chose for 0.
  const endpoint& local() const;

 private:
  struct desk;
  http_listener() = default;

  std::shared_ptr<desk> desk_;
};

}  // namespace surgeline::admin
