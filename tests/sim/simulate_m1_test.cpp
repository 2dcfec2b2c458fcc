#include <gmock/gmock.h>

#include <algorithm>

#include "sim/hotos.hpp"

/// Bronson et al., "Metastable Failures in Distributed Systems" (HotOS'21), its first example: a server for 300/s, callers that
/// give up after a second, an outage of ten seconds that holds what was sent.
namespace surgeline::sim {
namespace {

/// The median time to recover over nine seeds, in seconds.
double median_recovery(const file& from) {
  std::vector<double> times;
  for (std::uint64_t seed = 1; seed <= 9; ++seed) {
    const auto made = judged(from, seed);
    EXPECT_EQ(made.verdict.kind, verdict_kind::pass) << "seed " << seed;
    times.push_back(seconds(made.recovery.took.value_or(forever)));
  }
  std::ranges::nth_element(times, times.begin() + 4);
  return times[4];
}

// (λ·10 s − 300/s·1 s) / (300/s − λ)

TEST(SimulateM1, RecoversWithoutRetriesAsTheFormulaSays) {
  EXPECT_NEAR(median_recovery(hotos(140, 1, 60s)), 6.9, 0.2 * 6.9);
  EXPECT_NEAR(median_recovery(hotos(160, 1, 60s)), 9.3, 0.2 * 9.3);
  EXPECT_NEAR(median_recovery(hotos(200, 1, 60s)), 17.0, 0.2 * 17.0);
}

TEST(SimulateM1, RecoversWithoutRetriesCloseToTheEdgeToo) {
  EXPECT_NEAR(median_recovery(hotos(280, 1, 240s)), 125, 0.2 * 125);
}

TEST(SimulateM1, RecoversWithOneRetryBelowHalfOfTheCapacity) {
  for (std::uint64_t seed = 1; seed <= 3; ++seed)
    EXPECT_EQ(judged(hotos(140, 2, 240s), seed).verdict.kind, verdict_kind::pass) << seed;
}

TEST(SimulateM1, IsMetastableWithOneRetryAbove) {
  for (const double per_second : {160, 200, 280}) {
    for (std::uint64_t seed = 1; seed <= 2; ++seed) {
      const auto made = judged(hotos(per_second, 2, 120s), seed);
      EXPECT_EQ(made.verdict.kind, verdict_kind::metastable) << per_second << ", seed " << seed;
      EXPECT_LT(made.recovery.goodput_share, 0.05);
      EXPECT_GT(made.recovery.demand * made.recovery.amplification, 300);
    }
  }
}

TEST(SimulateM1, RecoversWithOneRetryThatSuccessesPayFor) {
  for (const double per_second : {160, 200, 280}) {
    file made = hotos(per_second, 2, 240s);
    made.policies[0].budget = {
        .funding = resilience::per_success{.capacity = 100, .refill = 0.1, .initial = 10}
    };
    EXPECT_EQ(judged(made, 1).verdict.kind, verdict_kind::pass) << per_second;
  }
}

}  // namespace
}  // namespace surgeline::sim
