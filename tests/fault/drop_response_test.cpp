#include "surgeline/fault/drop_response.hpp"

#include <gtest/gtest.h>

#include "armory.hpp"

namespace surgeline::fault {
namespace {

TEST(DropResponse, LetsTheRequestPass) {
  connection one;
  EXPECT_EQ(one.asks(in_force(always(0, drop_response{}))), effect{});
}

TEST(DropResponse, SwallowsTheWholeAnswer) {
  const plan lossy = in_force(always(0, drop_response{}));
  connection one;
  one.asks(lossy);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(one.answers(lossy).then, action::swallow);
  EXPECT_EQ(one.counted().injected, 1);
}

TEST(DropResponse, ResetsWhereTheAnswerWouldBeginIfItSaysSo) {
  const drop_response one{.then = lost_answer::rst};
  EXPECT_EQ(
      one.on_chunk({.towards = direction::to_client, .size = 10}),
      (effect{.limit = 0, .then = action::reset})
  );
}

TEST(DropResponse, DrawsForEachTurnPerRequest) {
  const plan half = in_force(sometimes(0, drop_response{}, 0.5, unit::request));
  connection one;
  double lost = 0;
  for (int i = 0; i < 1000; ++i) {
    one.asks(half);
    lost += one.answers(half).then == action::swallow ? 1 : 0;
  }
  expect_share(lost, 1000, 0.5);
}

TEST(DropResponse, CountsTheBytesItSwallows) {
  const plan lossy = in_force(always(0, drop_response{}));
  connection one;
  one.asks(lossy, {}, 50);
  one.answers(lossy, {}, 300);
  one.answers(lossy, {}, 20);
  EXPECT_EQ(one.counted().dropped_bytes, 320);
}

}  // namespace
}  // namespace surgeline::fault
