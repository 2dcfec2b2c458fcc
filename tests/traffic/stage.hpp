#pragma once

#include <gtest/gtest.h>

#include <future>
#include <list>
#include <memory>
#include <utility>
#include <vector>

#include "surgeline/fault/plan.hpp"
#include "surgeline/net/worker.hpp"
#include "surgeline/traffic/proxy.hpp"
#include "wire.hpp"

namespace surgeline::traffic {

/// Keeps a worker from working while it exists, so that what happens meanwhile happens to it at once.
class standstill {
 public:
  explicit standstill(net::worker& on) {
    std::promise<void> standing;
    on.post([&standing, ended = std::make_shared<std::future<void>>(over_.get_future())] {
      standing.set_value();
      ended->wait();
    });
    standing.get_future().wait();
  }
  standstill(const standstill&) = delete;
  standstill& operator=(const standstill&) = delete;
  ~standstill() { over_.set_value(); }

 private:
  std::promise<void> over_;
};

/// One proxy before one server, ready for a test; on one worker, unless there are more.
class stage {
 public:
  explicit stage(
      proxy_options options = {},
      const std::string& upstream = "127.0.0.1:0",
      double speed = 1,
      std::size_t workers = 1
  )
      : server(upstream), further(workers - 1), clock(std::chrono::steady_clock::now(), speed) {
    options.id = "stage";
    if (options.listen.empty()) options.listen = {{.host = "127.0.0.1"}};
    if (options.upstream.empty()) options.upstream = {server.where()};
    std::vector<net::worker*> all{&worker};
    for (net::worker& one : further) all.push_back(&one);
    net::failure why;
    front = proxy::open(std::move(options), clock, all, why);
    EXPECT_TRUE(front) << why.what;
    counted();  // answered once it accepts
  }

  const endpoint& where(std::size_t listener = 0) const { return front->addresses()[listener]; }

  /// Both ends of a new connection through the proxy.
  struct ends {
    wire client, upstream;
  };
  ends connect() const {
    wire client = wire::dial(where());
    return {std::move(client), server.accept()};
  }

  /// Puts faults in force from now on, and waits until they are.
  template <class... Kinds>
  void arm(Kinds... kinds) {
    std::vector<fault::armed> faults;
    const time_point now = clock.now();
    (faults.push_back(
         {.id = "fault" + std::to_string(faults.size()),
          .slot = static_cast<std::uint32_t>(faults.size()),
          .what = kinds,
          .since = now,
          .first = now}
     ),
     ...);
    put_in_force(std::make_shared<const fault::plan>(chance{}, std::move(faults)));
  }
  void clear() { put_in_force(fault::nothing_armed()); }
  void put_in_force(std::shared_ptr<const fault::plan> plan) {
    std::promise<void> in_force;
    front->arm(std::move(plan), [&] { in_force.set_value(); });
    in_force.get_future().wait();
  }

  traffic::book book() const {
    std::promise<traffic::book> taken;
    front->take_book([&](traffic::book copy) { taken.set_value(std::move(copy)); });
    return taken.get_future().get();
  }
  /// The counts, once `wanted` holds of them; or as they are after ten seconds.
  template <class Wanted>
  counts counts_when(Wanted wanted) const {
    counts now = counted();
    for (int tries = 0; tries < 2000 && !wanted(now); ++tries) {
      std::this_thread::sleep_for(std::chrono::milliseconds{5});
      now = counted();
    }
    return now;
  }
  counts counted() const {
    std::promise<counts> taken;
    front->take_counts([&](const counts& copy) { taken.set_value(copy); });
    return taken.get_future().get();
  }

  host server;
  net::worker worker;
  std::list<net::worker> further;
  net::run_clock clock;
  std::unique_ptr<proxy> front;
};

}  // namespace surgeline::traffic
