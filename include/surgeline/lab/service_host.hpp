#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "surgeline/core/endpoint.hpp"
#include "surgeline/http/message_head.hpp"
#include "surgeline/lab/call_driver.hpp"
#include "surgeline/lab/daemon_host.hpp"
#include "surgeline/lab/handover.hpp"
#include "surgeline/model/daemon_ways.hpp"
#include "surgeline/model/frame.hpp"
#include "surgeline/model/server.hpp"
#include "surgeline/net/failure.hpp"
#include "surgeline/net/worker.hpp"

namespace surgeline::lab {

/// The daemons that the jobs of a service wait for.
struct attached_daemons {
  std::vector<model::daemon_way> ways;
  std::vector<daemon_host*> hosts;  ///< by the daemons' index in the file; they live longer
};

/// A service on sockets: a listener of its own for each replica, one `model::server` that decides, and one alarm for all of
/// its jobs. An answer goes to the connection its job came on; where that is gone, the work was for nobody.
/// Made, asked and destroyed on any one thread; everything happens on its worker, which must live longer.
class service_host final : model::surroundings, net::alarm_handler {
 public:
  /// Listens on loopback, ports chosen by the kernel; `why` tells what failed, and then there is nobody to connect to.
  service_host(
      net::worker& on,
      const net::run_clock& clock,
      const scenario::service& what,
      chance dice,
      net::failure& why,
      attached_daemons daemons = {}
  );
  service_host(const service_host&) = delete;
  service_host& operator=(const service_host&) = delete;
  /// Closes all connections, jobs undone.
  ~service_host();

  /// Where each replica listens.
  const std::vector<endpoint>& addresses() const { return addresses_; }
  /// Where the calls of the next entry go; to be told of all of them before anybody asks it. `why` tells which target is no
  /// address.
  void calls(
      const scenario::file& from,
      const scenario::route& way,
      const std::vector<endpoint>& targets,
      chance dice,
      net::failure& why
  );
  /// Makes the connections to those it calls that are kept; calls `done` on the worker's thread, once for each entry.
  void connect(const std::function<void()>& done);
  /// Hands over what was counted in the ticks before the one `now` is in.
  void take(time_point now, handover to);

  // On its worker's thread: what becomes of a replica, as `model::server` says. One that crashes resets its connections,
  // and those that are made until it starts.
  void stall(std::uint32_t replica, time_point now);
  void resume(std::uint32_t replica, time_point now);
  std::size_t crash(std::uint32_t replica, time_point now);
  void start(std::uint32_t replica, duration cold, time_point now);
  void slow(std::uint32_t replica, double factor) { server_.slow(replica, factor); }
  std::size_t flush(std::uint32_t replica, double share, std::uint64_t which) {
    return server_.flush(replica, share, which);
  }

 private:
  class door;
  class connection;

  bool reply(const model::job& done, resilience::outcome how) override;
  void begin(const model::errand& what, time_point now) override;
  void rang(net::alarm& which, net::real_time now) override;
  void admit(std::uint32_t replica, net::descriptor socket);
  void visit(const model::errand& what);
  void visited(std::uint64_t ticket, resilience::outcome how);
  void serve(connection& from, std::uint32_t events);
  void hear(const connection& from, const model::frame& asked, time_point now);
  void lose(std::uint64_t number, time_point now);
  bool goes_on(connection& with, time_point now);
  /// Goes on with jobs whose calls are over.
  void take_calls(time_point now);
  /// Sends what was said since the last time, and sets the alarm for what comes next.
  void settle(time_point now);

  net::worker& on_;
  net::run_clock clock_;
  attached_daemons daemons_;
  std::vector<std::vector<std::optional<std::uint32_t>>>
      instances_;  // of those, by way and replica
  std::shared_ptr<const bool> alive_ = std::make_shared<const bool>(true);
  model::server server_;
  http::head_reader heads_;  // of all callers that speak HTTP
  net::alarm alarm_;
  std::vector<std::unique_ptr<call_driver>> calls_;  // by entry
  std::vector<endpoint> addresses_;
  std::vector<std::unique_ptr<door>> doors_;                                    // by replica
  std::unordered_map<std::uint64_t, std::unique_ptr<connection>> connections_;  // by number
  std::uint64_t accepted_ = 0;
  std::vector<std::uint64_t> unsent_;  // numbers of connections with something new to send
};

}  // namespace surgeline::lab
