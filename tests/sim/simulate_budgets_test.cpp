#include <gmock/gmock.h>

#include "sim/hotos.hpp"

/// The same example under budgets of each funding: with a share of requests it is down for good iff λ(1 + ratio) > μ = 300/s; a
/// bucket that successes fill pays nothing while nothing succeeds, so that it comes back as without retries.
namespace surgeline::sim {
namespace {

file paid_by(double per_second, const resilience::budget_terms& by) {
  file made = hotos(per_second, 2, 360s);
  made.policies[0].budget = by;
  return made;
}

/// Seconds it takes to come back, over three seeds; infinite where it does not.
double recovery(double per_second, const resilience::budget_terms& by) {
  double sum = 0;
  for (std::uint64_t seed = 1; seed <= 3; ++seed)
    sum += seconds(judged(paid_by(per_second, by), seed).recovery.took.value_or(forever));
  return sum / 3;
}

resilience::budget_terms of_requests(double ratio) {
  return {.funding = resilience::per_request{.ratio = share{ratio}}};
}
const resilience::budget_terms of_successes{
    .funding = resilience::per_success{.capacity = 100, .refill = 0.1, .initial = 10}
};

TEST(SimulateBudgets, OfATenthOfTheRequestsDelayTheWayBack) {
  EXPECT_NEAR(recovery(200, of_requests(0.1)), 25, 0.3 * 25);
  EXPECT_NEAR(recovery(240, of_requests(0.1)), 62, 0.3 * 62);
}

TEST(SimulateBudgets, OfATenthOfTheRequestsKeepItDownWhereTheyAreTooMuchForIt) {
  EXPECT_EQ(recovery(280, of_requests(0.1)), seconds(forever));
}

TEST(SimulateBudgets, OfATenthOfTheRequestsAreNotMetastableJustBelow) {
  const auto made = judged(paid_by(270, of_requests(0.1)), 1);
  EXPECT_FALSE(made.recovery.took);
  EXPECT_EQ(made.verdict.kind, verdict_kind::fail);
}

TEST(SimulateBudgets, OfAFifthOfTheRequestsKeepItDownEarlier) {
  EXPECT_NEAR(recovery(200, of_requests(0.2)), 36, 0.3 * 36);
  EXPECT_EQ(recovery(260, of_requests(0.2)), seconds(forever));
}

TEST(SimulateBudgets, OfSuccessesLetItComeBackAsWithoutRetries) {
  EXPECT_NEAR(recovery(240, of_successes), 36, 0.3 * 36);
  EXPECT_NEAR(recovery(280, of_successes), 116, 0.3 * 116);
}

}  // namespace
}  // namespace surgeline::sim
