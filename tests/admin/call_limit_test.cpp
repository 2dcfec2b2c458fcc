#include "surgeline/admin/call_limit.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace surgeline::admin {
namespace {

using namespace std::chrono_literals;

constexpr call_meter::moment start{1h};

/// How many calls a peer may make at once.
int burst(call_meter& of, const std::string& peer, call_meter::moment now) {
  int made = 0;
  while (!of.take(peer, now)) ++made;
  return made;
}

TEST(CallMeter, LetsASecondsWorthComeAtOnce) {
  call_meter meter(20);
  EXPECT_EQ(burst(meter, "10.0.0.1", start), 20);
}

TEST(CallMeter, FillsUpAtItsRate) {
  call_meter meter(20);
  burst(meter, "10.0.0.1", start);
  EXPECT_EQ(burst(meter, "10.0.0.1", start + 500ms), 10);
  EXPECT_EQ(burst(meter, "10.0.0.1", start + 1h), 20);
}

TEST(CallMeter, SaysHowLongToWait) {
  call_meter meter(2);
  burst(meter, "10.0.0.1", start);
  EXPECT_EQ(meter.take("10.0.0.1", start), 500ms);
}

TEST(CallMeter, CountsEachPeerByItself) {
  call_meter meter(20);
  burst(meter, "10.0.0.1", start);
  EXPECT_EQ(burst(meter, "10.0.0.2", start), 20);
}

TEST(CallMeter, CountsANetworkOfIpv6AsOnePeer) {
  call_meter meter(20);
  burst(meter, "fd00:1:2:3::1", start);
  EXPECT_EQ(burst(meter, "fd00:1:2:3::2", start), 0);
  EXPECT_EQ(burst(meter, "fd00:1:2:4::1", start), 20);
}

TEST(CallMeter, CountsPeersBeyondItsMemoryAsOne) {
  call_meter meter(2);
  for (std::size_t i = 0; i < call_meter::most_peers; ++i)
    meter.take("peer " + std::to_string(i), start);
  EXPECT_EQ(burst(meter, "one more", start), 2);
  EXPECT_EQ(burst(meter, "and another", start), 0);
  EXPECT_EQ(meter.peers(), call_meter::most_peers);
}

TEST(CallMeter, ForgetsWhoHasBeenQuiet) {
  call_meter meter(2);
  for (std::size_t i = 0; i < call_meter::most_peers; ++i)
    meter.take("peer " + std::to_string(i), start);
  meter.take("one more", start + 1s);
  EXPECT_EQ(meter.peers(), 1);
}

class Limited : public testing::Test {
 protected:
  response ask(const std::string& peer = "10.0.0.1") {
    response given;
    handle_({.method = "GET", .path = "/v1/state", .peer = peer}, [&](response made) {
      given = std::move(made);
    });
    return given;
  }

  unsigned status_ = 200;
  std::vector<handled> noted_;
  handler handle_ = limited(
      [this](const request&, const answer& give) { give({.status = status_}); },
      20,
      [this](const handled& one) { noted_.push_back(one); },
      [] { return start; }
  );
};

TEST_F(Limited, AnswersInJsonWhenToComeAgain) {
  for (int i = 0; i < 20; ++i) EXPECT_EQ(ask().status, 200);
  const response no = ask();
  EXPECT_EQ(no.status, 429);
  EXPECT_THAT(no.body, testing::HasSubstr("\"error\":\"10.0.0.1 makes more than 20 calls"));
  EXPECT_THAT(no.more, testing::ElementsAre(testing::Pair("Retry-After", "1")));
}

TEST_F(Limited, CountsAWrongKeyTenfold) {
  status_ = 401;
  EXPECT_EQ(ask().status, 401);
  EXPECT_EQ(ask().status, 401);
  EXPECT_EQ(ask().status, 429);
}

TEST_F(Limited, NotesTheFirstOfARowOfRefusals) {
  for (int i = 0; i < 30; ++i) ask();
  ASSERT_EQ(noted_.size(), 1);
  EXPECT_EQ(noted_[0].status, 429);
  EXPECT_EQ(noted_[0].from, "10.0.0.1");
}

}  // namespace
}  // namespace surgeline::admin
