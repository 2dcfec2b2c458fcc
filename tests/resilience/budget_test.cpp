#include "surgeline/resilience/budget.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace surgeline::resilience {
namespace {

budget empty(double refill) { return budget{{.capacity = 100, .refill = refill, .initial = 0}}; }

/// How many retries it pays for one after the other.
int affordable(budget& from) {
  int paid = 0;
  while (paid < 10'000 && from.withdraw()) ++paid;
  return paid;
}

void succeed(budget& into, int times) {
  for (int i = 0; i < times; ++i) into.succeeded();
}

TEST(Budget, IsFullAtTheStart) { EXPECT_EQ(budget{{.capacity = 7}}.tokens(), 7); }

TEST(Budget, MayStartWithLess) { EXPECT_EQ((budget{{.capacity = 7, .initial = 2}}).tokens(), 2); }

TEST(Budget, NeverStartsAboveItsCapacity) {
  EXPECT_EQ((budget{{.capacity = 7, .initial = 9}}).tokens(), 7);
}

TEST(Budget, PaysForAsManyRetriesAsItHoldsTokens) {
  budget five{{.capacity = 5}};
  EXPECT_EQ(affordable(five), 5);
}

TEST(Budget, PaysItsCostForEachRetry) {
  budget costly{{.capacity = 500, .cost = 5}};
  EXPECT_EQ(affordable(costly), 100);
}

TEST(Budget, KeepsWhatIsNotEnoughForARetry) {
  budget costly{{.capacity = 7, .cost = 5}};
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
      if (share.withdraw()) ++paid;
    }
    EXPECT_EQ(paid, std::lround(100'000 * refill)) << refill;
  }
}

TEST(Budget, NeverHoldsMoreThanItsCapacity) {
  budget small{{.capacity = 3, .refill = 0.7}};
  succeed(small, 1000);
  EXPECT_EQ(small.tokens(), 3);
}

TEST(Budget, NeverHoldsLessThanNothing) {
  budget tenths = empty(0.1);
  for (int i = 0; i < 1000; ++i) {
    succeed(tenths, 10);
    tenths.withdraw();
    ASSERT_GE(tenths.tokens(), 0);
  }
}

TEST(Budget, PaysNothingWithoutCapacity) {
  budget none{{.capacity = 0}};
  succeed(none, 1000);
  EXPECT_FALSE(none.withdraw());
}

TEST(Budget, IsSpentForGoodWithoutARefill) {
  budget once{{.capacity = 2, .refill = 0}};
  EXPECT_EQ(affordable(once), 2);
  succeed(once, 1000);
  EXPECT_EQ(affordable(once), 0);
}

}  // namespace
}  // namespace surgeline::resilience
