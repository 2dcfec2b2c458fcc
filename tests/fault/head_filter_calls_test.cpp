#include <gtest/gtest.h>

#include "caller.hpp"
#include "surgeline/fault/head_filter.hpp"

/// Faults that act only on requests that call them.
namespace surgeline::fault {
namespace {

/// What a header `x-chaos` of this value asks of a fault `slow`.
double asks(std::string_view value, std::string_view name = "X-Chaos") {
  const std::array fields{header_field{name, value}};
  return asked_probability({.method = "GET", .target = "/", .fields = fields}, "x-chaos", "slow");
}

TEST(ByHeader, CallsAFaultByItsId) {
  EXPECT_EQ(asks("slow"), 1);
  EXPECT_EQ(asks("other"), 0);
  EXPECT_EQ(asks("slower"), 0);
  EXPECT_EQ(asks(""), 0);
  EXPECT_EQ(asks("slow", "x-other"), 0);
}

TEST(ByHeader, CallsSeveral) {
  EXPECT_EQ(asks("other;probability=0.5, slow"), 1);
  EXPECT_EQ(asks(",, slow ,other"), 1);
}

TEST(ByHeader, LowersTheProbability) {
  EXPECT_EQ(asks("slow;probability=0.25"), 0.25);
  EXPECT_EQ(asks("slow ; probability = 0.25"), 0.25);
}

TEST(ByHeader, CallsNobodyInAnyOtherForm) {
  for (const char* const value :
       {"slow;probability=2",
        "slow;probability=-1",
        "slow;probability=nan",
        "slow;probability=0.1x",
        "slow;probability=",
        "slow;delay=9s",
        "slow;probability=1;delay=9s"}) {
    EXPECT_EQ(asks(value), 0) << value;
  }
}

armed called(double probability = 1) {
  armed one = sometimes(0, http_hang{}, probability, unit::request);
  one.by_header = "x-chaos";
  return one;
}
std::vector<header_field> chaos(std::string_view value) { return {{"x-chaos", value}}; }

TEST(ByHeader, IsWhatAFaultWaitsFor) {
  caller one;
  const plan under = in_force(called());
  EXPECT_FALSE(one.asks(under).hangs);
  EXPECT_EQ(one.counted().evaluated, 0U);
  EXPECT_TRUE(one.asks(under, {.fields = chaos("fault-0")}).hangs);
  EXPECT_FALSE(one.asks(under, {.fields = chaos("fault-1")}).hangs);
}

TEST(ByHeader, NeverRaisesWhatTheFileSays) {
  caller one;
  const plan under = in_force(called(0.2));
  double hit = 0;
  for (int i = 0; i < 2000; ++i)
    hit += one.asks(under, {.fields = chaos("fault-0;probability=0.9")}).hangs ? 1 : 0;
  expect_share(hit, 2000, 0.2);
}

TEST(ByHeader, LowersWhatTheFileSays) {
  caller one;
  const plan under = in_force(called());
  double hit = 0;
  for (int i = 0; i < 2000; ++i)
    hit += one.asks(under, {.fields = chaos("fault-0;probability=0.1")}).hangs ? 1 : 0;
  expect_share(hit, 2000, 0.1);
}

TEST(ByHeader, HoldsForTheBytesOfTheExchange) {
  armed slow = always(
      0,
      latency{
          .delay = distribution::fixed(10ms),
          .stage = latency_stage::data,
          .towards = direction::both
      }
  );
  slow.by_header = "x-chaos";
  slow.over_http = true;
  const plan under = in_force(slow);
  caller one;
  one.asks(under);
  EXPECT_EQ(one.passes(under, direction::to_client, part::body).delay, 0ms);
  one.asks(under, {.fields = chaos("fault-0")});
  EXPECT_EQ(one.passes(under, direction::to_client, part::body).delay, 10ms);
}

}  // namespace
}  // namespace surgeline::fault
