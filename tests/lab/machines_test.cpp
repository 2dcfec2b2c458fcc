#include "surgeline/lab/machines.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <optional>
#include <thread>
#include <vector>

#include "support/frame_peer.hpp"
#include "support/print.hpp"

namespace surgeline::lab {
namespace {

using namespace std::chrono_literals;
using resilience::outcome;
using std::chrono::steady_clock;

/// Service `shop` with two replicas on hosts of their own, on sockets.
class Machines : public testing::Test {
 protected:
  Machines() {
    file_.services.push_back(
        {.id = "shop", .replicas = 2, .slots = 1, .service_time = distribution::fixed(1ms)}
    );
  }
  void start() {
    net::failure why;
    host_.emplace(on_, clock_, file_.services[0], chance{1}, why);
    ASSERT_FALSE(why.code) << why.what;
    machines_.emplace(on_, clock_, file_, chance{1}, std::vector<service_host*>{&*host_});
  }
  /// Has the first host suffer from this, and from nothing else.
  void suffer(const fault::kind& what) {
    file_.faults.push_back({.id = "trouble", .what = what});
    machines_->arm({{.id = "trouble", .slot = slot_++, .what = what, .instances = {0}}});
  }
  void end() { machines_->arm({}); }
  frame_peer call(std::size_t replica = 0) { return frame_peer{host_->addresses()[replica]}; }

  /// Jobs that have come so far, once the tick they came in is over.
  double arrived() {
    std::promise<rows> closed;
    host_->take(clock_.now() + measure::tick, [&](rows handed) {
      closed.set_value(std::move(handed));
    });
    for (const auto& [subject, series] : closed.get_future().get()) seen_.add(subject, series);
    return seen_.sum("service.shop", measure::instrument::arrived, time_point{}, time_point{1h});
  }

  net::worker on_;
  net::run_clock clock_;
  measure::recording seen_;
  scenario::file file_;
  std::optional<service_host> host_;
  std::optional<machines> machines_;
  std::uint32_t slot_ = 0;
};

TEST_F(Machines, HaveWhoAsksAFrozenReplicaWait) {
  start();
  frame_peer caller = call();
  suffer(fault::host_stall{});
  caller.ask(1);
  const auto asked = steady_clock::now();
  std::this_thread::sleep_for(50ms);
  end();
  EXPECT_EQ(caller.hear()->how, outcome::ok);
  EXPECT_GE(steady_clock::now() - asked, 50ms);
}

TEST_F(Machines, LeaveOtherHostsAlone) {
  start();
  suffer(fault::host_crash{});
  frame_peer other = call(1);
  other.ask(1);
  EXPECT_EQ(other.hear()->how, outcome::ok);
}

TEST_F(Machines, SlowReplicasDown) {
  start();
  suffer(fault::host_slow{50});
  frame_peer caller = call();
  const auto asked = steady_clock::now();
  caller.ask(1);
  EXPECT_EQ(caller.hear()->how, outcome::ok);
  EXPECT_GE(steady_clock::now() - asked, 50ms);
}

TEST_F(Machines, ResetTheConnectionsOfWhoCrashes) {
  file_.services[0].service_time = distribution::never();
  start();
  frame_peer caller = call();
  caller.ask(1);
  caller.ask(2);
  while (arrived() < 2) std::this_thread::sleep_for(1ms);
  suffer(fault::host_crash{});
  EXPECT_FALSE(caller.hear());
  EXPECT_EQ(machines_->book().tallies().at(0).lost, 2U);
}

TEST_F(Machines, ResetWhoComesUntilTheyStart) {
  start();
  suffer(fault::host_crash{});
  frame_peer early = call();
  early.ask(1);
  EXPECT_FALSE(early.hear());
  end();
  frame_peer late = call();
  late.ask(2);
  EXPECT_EQ(late.hear()->how, outcome::ok);
}

TEST_F(Machines, AreColdAfterACrash) {
  start();
  suffer(fault::host_crash{50ms});
  end();
  const auto started = steady_clock::now();
  frame_peer caller = call();
  caller.ask(1);
  EXPECT_EQ(caller.hear()->how, outcome::ok);
  EXPECT_GE(steady_clock::now() - started, 45ms);
}

TEST_F(Machines, WalkTheWindowsOfEachHostByThemselves) {
  file_.faults.push_back({.id = "trouble", .what = fault::host_stall{}});
  start();
  scenario::placed_fault one{.id = "trouble", .what = fault::host_stall{}, .instances = {0, 1}};
  one.since = one.first = clock_.now();
  one.windows = scenario::own_windows{
      .by = {.at = std::vector<duration>{500ms}, .lasting = distribution::fixed(20ms)},
      .sync = {.stagger = 30ms}
  };
  machines_->arm({one});
  const auto seen = [this] {
    const fault::ledger book = machines_->book();
    return book.tallies().empty() ? fault::tally{} : book.tallies()[0];
  };
  while (seen().measured_seconds < 0.039) std::this_thread::sleep_for(1ms);
  EXPECT_EQ(seen().injected, 2U);
}

}  // namespace
}  // namespace surgeline::lab
