#include "surgeline/lab/daemon_host.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <future>
#include <optional>
#include <thread>
#include <vector>

#include "support/print.hpp"

namespace surgeline::lab {
namespace {

using namespace std::chrono_literals;
using resilience::outcome;

class DaemonHost : public testing::Test {
 protected:
  DaemonHost() {
    file_.services = {{.id = "orders"}};
    file_.daemons = {
        {.id = "logd", .scope = scenario::daemon_scope::shared, .attach = {{.service = "orders"}}}
    };
  }
  scenario::daemon& logd() { return file_.daemons[0]; }
  void start() { host_.emplace(home_, clock_, file_, file_.daemons[0], chance{1}); }
  /// Comes on some worker; the answer is heard there.
  std::future<outcome> come(net::worker& on, daemon_host::ticket* ticket = nullptr) {
    auto heard = std::make_shared<std::promise<outcome>>();
    const auto mine = host_->come({}, on, [heard, &on](outcome how) {
      EXPECT_TRUE(on.is_here());
      heard->set_value(how);
    });
    if (ticket != nullptr) *ticket = mine;
    return heard->get_future();
  }
  void stall() { host_->arm({{.id = "freeze", .what = fault::daemon_stall{}, .instances = {0}}}); }
  static bool is_silent(std::future<outcome>& one) {
    return one.wait_for(20ms) == std::future_status::timeout;
  }

  scenario::file file_;
  net::worker home_, other_;
  net::run_clock clock_;
  std::optional<daemon_host> host_;
};

TEST_F(DaemonHost, TellsWhoeverWaitsOnHisOwnWorker) {
  logd().service_time = distribution::fixed(5ms);
  start();
  auto here = come(home_), there = come(other_);
  EXPECT_EQ(here.get(), outcome::ok);
  EXPECT_EQ(there.get(), outcome::ok);
}

TEST_F(DaemonHost, ServesNobodyBeforeTheServiceTime) {
  logd().service_time = distribution::fixed(30ms);
  start();
  const auto asked = std::chrono::steady_clock::now();
  come(other_).get();
  EXPECT_GE(std::chrono::steady_clock::now() - asked, 30ms);
}

TEST_F(DaemonHost, SharesItsSlotsOverAllWorkers) {
  logd().service_time = distribution::fixed(15ms);
  start();
  const auto asked = std::chrono::steady_clock::now();
  std::vector<std::future<outcome>> all;
  for (int i = 0; i < 2; ++i) {
    all.push_back(come(home_));
    all.push_back(come(other_));
  }
  for (auto& one : all) EXPECT_EQ(one.get(), outcome::ok);
  EXPECT_GE(std::chrono::steady_clock::now() - asked, 4 * 15ms);
}

TEST_F(DaemonHost, ServesNobodyWhileItIsStalled) {
  start();
  stall();
  auto one = come(other_);
  EXPECT_TRUE(is_silent(one));
  host_->arm({});
  EXPECT_EQ(one.get(), outcome::ok);
  EXPECT_EQ(host_->counts().instances[0].stalls, 1U);
  EXPECT_EQ(host_->book().tallies().at(0).injected, 1U);
}

TEST_F(DaemonHost, TellsNothingToWhoHasGone) {
  start();
  stall();
  daemon_host::ticket ticket = 0;
  auto one = come(other_, &ticket);
  host_->leave(ticket);
  host_->arm({});
  EXPECT_THROW(one.get(), std::future_error);  // the promise is forgotten
  EXPECT_EQ(host_->counts().doors[0].cancelled, 1U);
}

TEST_F(DaemonHost, GivesASlotBackWhenAConnectionEnds) {
  file_.proxies = {{.id = "edge"}};
  logd().attach = {{.proxy = "edge"}};
  start();
  daemon_host::ticket first = 0;
  EXPECT_EQ(come(home_, &first).get(), outcome::ok);
  auto second = come(other_);
  EXPECT_TRUE(is_silent(second));
  host_->leave(first);
  EXPECT_EQ(second.get(), outcome::ok);
}

TEST_F(DaemonHost, WakesUpForPatience) {
  logd().attach[0].timeout = 20ms;
  start();
  stall();
  EXPECT_EQ(come(other_).get(), outcome::timeout);
}

TEST_F(DaemonHost, HandsOverWhatItCounted) {
  start();
  come(other_).get();
  measure::recording seen;
  host_->take(clock_.now() + measure::tick, [&](const rows& handed) {
    for (const auto& [subject, series] : handed) seen.add(subject, series);
  });
  EXPECT_EQ(seen.sum("daemon.logd", measure::instrument::granted, time_point{}, time_point{1h}), 1);
}

// Many threads at once: nobody is lost, whatever they do.
TEST_F(DaemonHost, LosesNobodyInACrowd) {
  logd().slots = 3;
  logd().service_time = distribution::fixed(100us);
  logd().queue.limit = 100'000;
  start();
  std::vector<std::thread> crowd;
  std::atomic<int> served = 0;
  for (net::worker* const on : {&home_, &other_}) {
    crowd.emplace_back([&, on] {
      std::vector<std::future<outcome>> all;
      for (int i = 0; i < 500; ++i) all.push_back(come(*on));
      for (auto& one : all) served += one.get() == outcome::ok ? 1 : 0;
    });
  }
  for (auto& one : crowd) one.join();
  EXPECT_EQ(served, 1000);
  EXPECT_EQ(host_->counts().instances[0].depth, 0U);
}

}  // namespace
}  // namespace surgeline::lab
