#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

#include "surgeline/fault/context.hpp"
#include "surgeline/net/address.hpp"
#include "surgeline/net/listener.hpp"
#include "surgeline/traffic/client_table.hpp"
#include "surgeline/traffic/proxy_options.hpp"

namespace surgeline::traffic {

/// One listener of a proxy with the upstreams behind it. Workers share it; the lock is taken once for a connection.
class entrance {
 public:
  /// A connection as it comes in: who it is, and where it goes.
  struct visit {
    fault::subject who;
    const net::address* upstream;
    std::size_t host;  ///< the upstream's place among all of the proxy's
  };

  /// `suffix` tells clients apart that come in by different listeners of one proxy; `first_host` is the place of its first
  /// upstream among all of the proxy's.
  entrance(
      net::listener at,
      std::vector<net::address> upstreams,
      std::string suffix,
      upstream_chooser choose,
      std::size_t first_host = 0
  );

  int fd() const { return listener_.fd(); }
  const endpoint& local() const { return local_; }
  /// Names the next connection of a client and chooses its upstream.
  visit greet(std::string client);
  /// Stops listening.
  void close() { listener_.close(); }

 private:
  net::listener listener_;
  const endpoint local_;
  const std::vector<net::address> upstreams_;
  const std::string suffix_;
  const std::size_t first_host_;

  std::mutex one_at_a_time_;
  const upstream_chooser choose_;
  client_table clients_;
  std::size_t next_upstream_ = 0;
};

}  // namespace surgeline::traffic
