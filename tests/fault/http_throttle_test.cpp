#include "surgeline/fault/http_throttle.hpp"

#include <gtest/gtest.h>

#include "caller.hpp"

namespace surgeline::fault {
namespace {

using enum direction;

kind throttled(throttle_stage stage = throttle_stage::response_body) {
  return http_throttle{.rate = bandwidth{.rate = surgeline::bandwidth{1000}}.rate, .stage = stage};
}

TEST(HttpThrottle, LetsABodyPassAtItsRate) {
  const plan slow = in_force(always(0, throttled()));
  caller one;
  one.begins();
  EXPECT_EQ(one.passes(slow, to_client, part::body, 500).earliest, at(500ms));
  EXPECT_EQ(one.passes(slow, to_client, part::body, 500).earliest, at(1s));
}

TEST(HttpThrottle, LeavesHeadsAndTheOtherBodyAlone) {
  const plan slow = in_force(always(0, throttled()));
  caller one;
  one.begins();
  EXPECT_TRUE(one.passes(slow, to_client, part::head).is_neutral());
  EXPECT_TRUE(one.passes(slow, to_upstream, part::body).is_neutral());
  EXPECT_FALSE(one.passes(slow, to_client, part::body).is_neutral());
}

TEST(HttpThrottle, SlowsTheBodyOfARequestIfItSaysSo) {
  const plan slow = in_force(always(0, throttled(throttle_stage::request_body)));
  caller one;
  one.begins();
  EXPECT_FALSE(one.passes(slow, to_upstream, part::body).is_neutral());
  EXPECT_TRUE(one.passes(slow, to_client, part::body).is_neutral());
}

TEST(HttpThrottle, CutsABodyUpSoThatItFlows) {
  const plan slow = in_force(always(0, throttled()));
  caller one;
  one.begins();
  const auto longest = [&](part of) {
    return slow.longest_chunk(one.who, {.towards = to_client, .size = 9000, .of = of}, one.book);
  };
  EXPECT_EQ(longest(part::body), 512);
  EXPECT_EQ(longest(part::head), 9000);
  EXPECT_TRUE(slow.cuts(to_client));
  EXPECT_EQ(slow.shortest_chunk(to_client, {}), 512);
}

}  // namespace
}  // namespace surgeline::fault
