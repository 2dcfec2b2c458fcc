#include "surgeline/resilience/budget.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "support/at.hpp"

namespace surgeline::resilience {
namespace {

using namespace std::chrono_literals;

budget of(const per_success& terms) { return budget{{.funding = terms}}; }
budget of(const per_request& terms) { return budget{{.funding = terms}}; }
budget of(const in_flight& terms) { return budget{{.funding = terms}}; }
budget empty(double refill) { return of({.capacity = 100, .refill = refill, .initial = 0}); }

/// How many retries it pays for one after the other.
int affordable(budget& from) {
  int paid = 0;
  while (paid < 10'000 && from.withdraw(false, at(0s))) ++paid;
  return paid;
}

void succeed(budget& into, int times) {
  for (int i = 0; i < times; ++i) into.succeeded();
}

TEST(Budget, IsFullAtTheStart) { EXPECT_EQ(of({.capacity = 7}).tokens(), 7); }

TEST(Budget, MayStartWithLess) { EXPECT_EQ((of({.capacity = 7, .initial = 2})).tokens(), 2); }

TEST(Budget, NeverStartsAboveItsCapacity) {
  EXPECT_EQ((of({.capacity = 7, .initial = 9})).tokens(), 7);
}

TEST(Budget, PaysForAsManyRetriesAsItHoldsTokens) {
  budget five = of({.capacity = 5});
  EXPECT_EQ(affordable(five), 5);
}

TEST(Budget, PaysItsCostForEachRetry) {
  budget costly = of({.capacity = 500, .cost = 5});
  EXPECT_EQ(affordable(costly), 100);
}

TEST(Budget, KeepsWhatIsNotEnoughForARetry) {
  budget costly = of({.capacity = 7, .cost = 5});
  EXPECT_EQ(affordable(costly), 1);
  EXPECT_EQ(costly.tokens(), 2);
}

TEST(Budget, BuysOneRetryWithTenSuccessesOfATenth) {
  budget tenths = empty(0.1);
  succeed(tenths, 9);
  EXPECT_EQ(affordable(tenths), 0);
  succeed(tenths, 1);
  EXPECT_EQ(affordable(tenths), 1);
}

TEST(Budget, BuysExactlyAShareOfTheSuccessesInTheLongRun) {
  for (const double refill : {0.1, 0.2, 0.3, 0.7, 0.01}) {
    budget share = empty(refill);
    int paid = 0;
    for (int i = 0; i < 100'000; ++i) {
      share.succeeded();
      if (share.withdraw(false, at(0s))) ++paid;
    }
    EXPECT_EQ(paid, std::lround(100'000 * refill)) << refill;
  }
}

TEST(Budget, NeverHoldsMoreThanItsCapacity) {
  budget small = of({.capacity = 3, .refill = 0.7});
  succeed(small, 1000);
  EXPECT_EQ(small.tokens(), 3);
}

TEST(Budget, NeverHoldsLessThanNothing) {
  budget tenths = empty(0.1);
  for (int i = 0; i < 1000; ++i) {
    succeed(tenths, 10);
    tenths.withdraw(false, at(0s));
    ASSERT_GE(tenths.tokens(), 0);
  }
}

TEST(Budget, PaysNothingWithoutCapacity) {
  budget none = of({.capacity = 0});
  succeed(none, 1000);
  EXPECT_FALSE(none.withdraw(false, at(0s)));
}

TEST(Budget, IsSpentForGoodWithoutARefill) {
  budget once = of({.capacity = 2, .refill = 0});
  EXPECT_EQ(affordable(once), 2);
  succeed(once, 1000);
  EXPECT_EQ(affordable(once), 0);
}

/// Retries it pays when so many calls begin evenly over a while, and each wants one.
int paid(budget& by, int calls, duration over, time_point from = {}) {
  int retries = 0;
  for (int i = 0; i < calls; ++i) {
    const time_point now = from + over * i / calls;
    by.began(now);
    if (by.withdraw(false, now)) ++retries;
  }
  return retries;
}

TEST(BudgetPerRequest, PaysItsRatioOfTheRequests) {
  for (const double ratio : {0.1, 0.2, 0.5}) {
    budget some = of(per_request{.ratio = share{ratio}});
    EXPECT_EQ(paid(some, 1000, 5s), std::lround(1000 * ratio)) << ratio;
  }
}

TEST(BudgetPerRequest, PaysItsReserveWithoutAnyRequest) {
  budget free = of(per_request{.ratio = share{0}, .ttl = 10s, .reserve = rate{10}});
  EXPECT_EQ(affordable(free), 100);
}

TEST(BudgetPerRequest, ForgetsWhatIsOlderThanItsTime) {
  budget some = of(per_request{.ratio = share{0.5}, .ttl = 10s});
  for (int i = 0; i < 10; ++i) some.began(at(0s));
  EXPECT_FALSE(some.withdraw(false, at(10s)));
}

TEST(BudgetPerRequest, ForgetsWithdrawalsToo) {
  budget free = of(per_request{.ratio = share{0}, .ttl = 10s, .reserve = rate{1}});
  while (free.withdraw(false, at(0s))) {
  }
  EXPECT_TRUE(free.withdraw(false, at(10s)));
}

TEST(BudgetPerRequest, PaysTheReserveToASmallClientWhateverTheRatioSays) {
  budget tiny = of(per_request{.ratio = share{0.2}, .ttl = 10s, .reserve = rate{10}});
  EXPECT_EQ(paid(tiny, 300, 100s), 300);
}

TEST(BudgetInFlight, PaysTheMinimumWhenLittleIsUnderWay) {
  budget few = of(in_flight{});
  few.began(at(0s));
  EXPECT_EQ(affordable(few), 3);
}

TEST(BudgetInFlight, PaysItsShareOfWhatIsUnderWay) {
  budget many = of(in_flight{});
  for (int i = 0; i < 100; ++i) many.began(at(0s));
  EXPECT_EQ(affordable(many), 20);
}

TEST(BudgetInFlight, IsPaidBackWhenARetriedCallIsOver) {
  budget few = of(in_flight{.min_slots = 1});
  few.began(at(0s));
  ASSERT_TRUE(few.withdraw(false, at(0s)));
  ASSERT_FALSE(few.withdraw(false, at(0s)));
  few.over(true);
  EXPECT_TRUE(few.withdraw(false, at(0s)));
}

TEST(BudgetInFlight, LetsACallThatRetriesRetryAgain) {
  budget few = of(in_flight{.min_slots = 1});
  ASSERT_TRUE(few.withdraw(false, at(0s)));
  EXPECT_TRUE(few.withdraw(true, at(0s)));
}

TEST(BudgetPresets, AreThoseOfTheLibraries) {
  const per_request a_fifth{.ratio = share{0.2}, .ttl = 10s, .reserve = rate{10}};
  EXPECT_TRUE(budget_terms::finagle() == budget_terms{.funding = a_fifth});
  EXPECT_TRUE(budget_terms::linkerd() == budget_terms::finagle());
  const in_flight a_fifth_of_them{.ratio = share{0.2}, .min_slots = 3};
  EXPECT_TRUE(budget_terms::envoy() == budget_terms{.funding = a_fifth_of_them});
  EXPECT_TRUE(budget_terms::sre().held_by == holder::client);
}

TEST(BudgetPresets, GrpcStopsAtHalfOfItsTokens) {
  budget grpc{budget_terms::grpc()};
  for (int i = 0; i < 4; ++i) grpc.failed();
  EXPECT_TRUE(grpc.withdraw(false, at(0s)));
  grpc.failed();
  EXPECT_EQ(grpc.tokens(), 5);
  EXPECT_FALSE(grpc.withdraw(false, at(0s)));
  grpc.succeeded();
  EXPECT_TRUE(grpc.withdraw(false, at(0s)));
}

TEST(BudgetPresets, AwsPaysAHundredRetriesAndThenOneForFiveSuccesses) {
  budget aws{budget_terms::aws_sdk()};
  EXPECT_EQ(affordable(aws), 100);
  succeed(aws, 5);
  EXPECT_EQ(affordable(aws), 1);
}

TEST(BudgetLeft, IsTheShareThatIsNotSpent) {
  budget tokens = of(per_success{.capacity = 4});
  tokens.withdraw(false, at(0s));
  EXPECT_EQ(tokens.left(at(0s)), 0.75);
  budget window = of(per_request{.ratio = share{0}, .ttl = 10s, .reserve = rate{1}});
  window.withdraw(false, at(0s));
  EXPECT_EQ(window.left(at(0s)), 0.9);
  budget slots = of(in_flight{.min_slots = 4});
  slots.withdraw(false, at(0s));
  EXPECT_EQ(slots.left(at(0s)), 0.75);
}

}  // namespace
}  // namespace surgeline::resilience
