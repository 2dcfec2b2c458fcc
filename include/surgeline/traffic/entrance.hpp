#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "surgeline/fault/subject.hpp"
#include "surgeline/net/address.hpp"
#include "surgeline/net/listener.hpp"
#include "surgeline/traffic/client_table.hpp"
#include "surgeline/traffic/occupancy.hpp"
#include "surgeline/traffic/proxy_options.hpp"

namespace surgeline::traffic {

/// One listener of a proxy with the upstreams behind it. Workers share it; the lock is taken once for a connection.
class entrance {
 public:
  /// A connection as it comes in: who it is, and where it goes.
  struct visit {
    fault::subject who;
    const net::address* upstream;  ///< stays as long as the entrance
    occupancy at_upstream;
    occupancy at_proxy;  ///< to be filled in
    std::unique_ptr<const net::address> meant{
    };  ///< of a capturing proxy, likewise: then `upstream`
  };

  /// Listens for that many workers; empty with a sentence in `why` when the address cannot be had. TCP workers have a
  /// socket each, so that nobody is woken in vain; unix workers share one.
  static std::vector<net::listener> listen(
      const endpoint& where,
      std::size_t workers,
      net::failure& why
  );

  /// `suffix` tells clients apart that come in by different listeners of one proxy; `first_endpoint` is the number of the
  /// first of these upstreams among all of the proxy's, from 1.
  entrance(
      std::vector<net::listener> sockets,
      const std::vector<net::address>& upstreams,
      std::string suffix,
      std::uint32_t first_endpoint,
      upstream_chooser choose
  );

  /// Where worker number `worker`, from 0, accepts: a socket of its own if it is TCP.
  net::listener& socket_of(std::size_t worker) { return sockets_[worker % sockets_.size()]; }
  const endpoint& local() const { return local_; }
  /// Names the next connection of a client and chooses its upstream.
  visit greet(std::string client);
  /// The same upstreams have these addresses from now on; who has been greeted already goes where it was sent.
  void finds(const std::vector<net::address>& upstreams);
  /// Takes nobody in any more; who waits can still be accepted.
  void shut();
  /// Stops listening; nobody accepts any more.
  void close();

 private:
  std::size_t choose(const fault::subject& who);

  std::vector<net::listener> sockets_;
  const endpoint local_;
  const std::string suffix_;
  const std::uint32_t first_endpoint_;

  std::mutex one_at_a_time_;
  const upstream_chooser choose_;
  client_table clients_;
  std::deque<net::address> known_;  // every one that there has been: connections point to it
  std::vector<const net::address*> upstreams_;  // those of now
  std::size_t next_upstream_ = 0;
  std::vector<occupancy::count> open_;   // connections, by upstream; given up without the lock
  std::vector<std::uint32_t> open_now_;  // a copy of them, for the chooser
};

}  // namespace surgeline::traffic
