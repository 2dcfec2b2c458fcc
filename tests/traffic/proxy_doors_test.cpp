#include <gmock/gmock.h>

#include <optional>

#include "doors.hpp"
#include "stage.hpp"

namespace surgeline::traffic {
namespace {

using namespace std::chrono_literals;

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
