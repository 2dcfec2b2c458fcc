#include <gmock/gmock.h>

#include <atomic>
#include <deque>
#include <mutex>
#include <optional>

#include "stage.hpp"

namespace surgeline::traffic {
namespace {

using namespace std::chrono_literals;

/// Lets connections wait until it is told about them, in the order in which they came.
class patient_door final : public doorkeeper {
 public:
  struct waiter {
    net::worker* on;
    told_to answer;
    std::shared_ptr<bool> alive = std::make_shared<bool>(true);
  };
  std::unique_ptr<stay> come(const fault::subject&, net::worker& on, told_to answer) override {
    struct here final : stay {
      here(patient_door& door, std::shared_ptr<bool> mine) : at(door), alive(std::move(mine)) {}
      ~here() override {
        *alive = false;
        ++at.left;
      }
      patient_door& at;
      std::shared_ptr<bool> alive;
    };
    const std::scoped_lock lock(one_at_a_time_);
    const waiter& one = waiters_.emplace_back(waiter{&on, std::move(answer)});
    ++came;
    return std::make_unique<here>(*this, one.alive);
  }
  void tell(std::size_t number, const admission& what) {
    const std::scoped_lock lock(one_at_a_time_);
    const waiter& one = waiters_.at(number);
    one.on->post([answer = one.answer, alive = one.alive, what] {
      if (*alive) answer(what);
    });
  }
  void wait_for(std::atomic<int>& what, int times) {
    while (what < times) std::this_thread::sleep_for(1ms);
  }

  std::atomic<int> came = 0, left = 0;

 private:
  std::mutex one_at_a_time_;
  std::deque<waiter> waiters_;
};

/// Lets everybody pass without a wait.
class open_door final : public doorkeeper {
 public:
  std::unique_ptr<stay> come(const fault::subject&, net::worker&, told_to) override { return {}; }
};

class ProxyDoors : public testing::Test {
 protected:
  static proxy_options with(std::vector<std::shared_ptr<doorkeeper>> all, bool http = false) {
    proxy_options made;
    made.doorkeepers = std::move(all);
    if (http) made.http.emplace();
    if (http) made.http->routes.push_back({"other"});
    return made;
  }
  bool is_dialled() { return stage_->counted().met > 0; }

  std::shared_ptr<patient_door> door_ = std::make_shared<patient_door>();
  std::optional<stage> stage_;
};

TEST_F(ProxyDoors, KeepAConnectionFromItsUpstreamUntilItGoesIn) {
  stage_.emplace(with({door_}));
  wire client = wire::dial(stage_->where());
  client.say("hello");
  door_->wait_for(door_->came, 1);
  EXPECT_FALSE(is_dialled());
  door_->tell(0, {});
  wire upstream = stage_->server.accept();
  EXPECT_EQ(upstream.hear(5), "hello");
}

TEST_F(ProxyDoors, AreAskedOneAfterTheOther) {
  const auto second = std::make_shared<patient_door>();
  stage_.emplace(with({door_, std::make_shared<open_door>(), second}));
  wire client = wire::dial(stage_->where());
  door_->wait_for(door_->came, 1);
  EXPECT_EQ(second->came, 0);
  door_->tell(0, {});
  second->wait_for(second->came, 1);
  EXPECT_FALSE(is_dialled());
  second->tell(0, {});
  stage_->server.accept();
}

TEST_F(ProxyDoors, ResetWhomTheyTurnAway) {
  stage_.emplace(with({door_}));
  wire client = wire::dial(stage_->where());
  door_->wait_for(door_->came, 1);
  door_->tell(0, {.goes_in = false, .why = end_reason::timeout});
  EXPECT_EQ(client.how_it_ends(), std::errc::connection_reset);
  const auto now = stage_->counts_when([](const counts& one) { return one.active == 0; });
  EXPECT_EQ(now.ended[static_cast<std::size_t>(end_reason::timeout)], 1U);
}

TEST_F(ProxyDoors, AnswerWhomTheyTurnAwayOverHttp) {
  stage_.emplace(with({door_}, true));
  wire client = wire::dial(stage_->where());
  client.say("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  door_->wait_for(door_->came, 1);
  door_->tell(0, {.goes_in = false, .status = 503});
  EXPECT_THAT(client.hear(12), testing::StartsWith("HTTP/1.1 503"));
}

TEST_F(ProxyDoors, AreLeftWhenAConnectionEnds) {
  stage_.emplace(with({door_}));
  {
    wire client = wire::dial(stage_->where());
    door_->wait_for(door_->came, 1);
    door_->tell(0, {});
    wire upstream = stage_->server.accept();
    EXPECT_EQ(door_->left, 0);
  }
  door_->wait_for(door_->left, 1);
}

TEST_F(ProxyDoors, AreLeftByWhoIsResetWhileHeWaits) {
  stage_.emplace(with({door_}));
  wire client = wire::dial(stage_->where());
  door_->wait_for(door_->came, 1);
  client.reset();
  door_->wait_for(door_->left, 1);
}

TEST_F(ProxyDoors, EndAConnectionWhosePlaceIsLost) {
  stage_.emplace(with({door_}));
  wire client = wire::dial(stage_->where());
  door_->wait_for(door_->came, 1);
  door_->tell(0, {});
  wire upstream = stage_->server.accept();
  door_->tell(0, {.goes_in = false});
  EXPECT_EQ(client.how_it_ends(), std::errc::connection_reset);
}

TEST_F(ProxyDoors, AreNoHindranceToClosing) {
  stage_.emplace(with({door_}));
  wire client = wire::dial(stage_->where());
  door_->wait_for(door_->came, 1);
  stage_->front->close();
  EXPECT_EQ(door_->left, 1);
}

}  // namespace
}  // namespace surgeline::traffic
