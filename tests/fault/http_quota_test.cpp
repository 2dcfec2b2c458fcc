#include "surgeline/fault/http_quota.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "caller.hpp"

namespace surgeline::fault {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

armed two_in_ten(identity key = {}) {
  return sometimes(
      0,
      http_quota{.limit = 2, .window = 10s, .key = std::move(key)},
      1,
      unit::request
  );
}

TEST(HttpQuota, AnswersThoseBeyondWithWhatIsLeftOfTheWindow) {
  const plan limited = in_force(two_in_ten());
  caller one;
  EXPECT_THAT(one.asks(limited, {.when = 100s}).answer, IsEmpty());
  EXPECT_THAT(one.asks(limited, {.when = 101s}).answer, IsEmpty());
  EXPECT_EQ(
      one.asks(limited, {.when = 103s}).answer,
      "HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\nRetry-After: 7\r\n"
      "x-surgeline-fault: fault-0\r\n\r\n"
  );
  EXPECT_THAT(one.asks(limited, {.when = 109'999ms}).answer, HasSubstr("Retry-After: 1\r\n"));
}

TEST(HttpQuota, BeginsAWindowWithTheFirstRequestBehindTheLastOne) {
  const plan limited = in_force(two_in_ten());
  caller one;
  for (int i = 0; i < 5; ++i) one.asks(limited, {.when = 100s});
  EXPECT_THAT(one.asks(limited, {.when = 110s}).answer, IsEmpty());
  EXPECT_THAT(one.asks(limited, {.when = 119s}).answer, IsEmpty());
  EXPECT_THAT(one.asks(limited, {.when = 119s}).answer, HasSubstr("Retry-After: 1\r\n"));
}

TEST(HttpQuota, CountsAClientOverAllOfItsConnections) {
  const plan limited = in_force(two_in_ten());
  caller first = caller_number(1), second = caller_number(2), other{.who = {"127.0.0.9", 1}};
  first.asks(limited), second.asks(limited);
  EXPECT_FALSE(first.asks(limited).answer.empty());
  EXPECT_TRUE(other.asks(limited).answer.empty());
}

TEST(HttpQuota, CountsByAHeaderIfItSaysSo) {
  const plan limited = in_force(two_in_ten(identity::of_header("x-tenant")));
  caller one;
  const auto passes = [&](const char* tenant) {
    return one.asks(limited, {.fields = {{"X-Tenant", tenant}}}).answer.empty();
  };
  EXPECT_TRUE(passes("acme") && passes("acme"));
  EXPECT_FALSE(passes("acme"));
  EXPECT_TRUE(passes("other"));
}

TEST(HttpQuota, CountsOnlyWhomItIsFor) {
  armed pay = two_in_ten();
  pay.target.path = {"/pay"};
  const plan limited = in_force(pay);
  caller one;
  for (int i = 0; i < 5; ++i) one.asks(limited, {.target = "/"});
  EXPECT_TRUE(one.asks(limited, {.target = "/pay"}).answer.empty());
}

TEST(HttpQuota, GoesOnOverASwapOfThePlan) {
  armed one = two_in_ten();
  one.shared = std::make_shared<cell>();
  caller who;
  for (int i = 0; i < 2; ++i) EXPECT_TRUE(who.asks(in_force(one)).answer.empty());
  EXPECT_FALSE(who.asks(in_force(one)).answer.empty());
}

TEST(HttpQuota, CountsAsInjectedOnlyWhomItAnswers) {
  const plan limited = in_force(two_in_ten());
  caller one;
  for (int i = 0; i < 5; ++i) one.asks(limited);
  EXPECT_EQ(one.counted(), (tally{.evaluated = 5, .selected = 5, .injected = 3}));
}

}  // namespace
}  // namespace surgeline::fault
