#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

#include "observe/breaker_world.hpp"

namespace surgeline::observe {
namespace {

constexpr int cycles = 20;

/// Faults that begin when the breaker has been closed for 8 s, and end when none, one or two probes have failed; 20 times.
/// Every attempt fails meanwhile, with this probability.
fit cycle(model_breaker& breaker, const world_terms& terms, duration reset, double failing = 1) {
  breaker_world world(terms, breaker);
  int closed = 0;
  std::size_t seen = 0;
  bool is_faulty = false;
  const auto fails = [&](time_point now) {
    for (; seen < breaker.moves().size(); ++seen) {
      closed += breaker.moves()[seen].to == breaker_state::closed ? 1 : 0;
    }
    if (breaker.state() != breaker_state::closed) {
      is_faulty = is_faulty && breaker.reopens() < closed % 3;
    } else if (now - breaker.since() > 8s) {
      is_faulty = true;
    }
    return is_faulty ? failing : 0.0;
  };
  world.run(fails, [&](time_point now) { return closed >= cycles && now - breaker.since() > 3s; });
  return compare(breaker.moves(), world.beliefs, std::max<duration>(1s, reset / 10));
}

/// Every pattern and rate that is promised; `make` makes a breaker with this reset.
template <class Make>
void expect_fit(const Make& make, duration reset, world_terms terms = {}, double failing = 1) {
  for (const arrival how : {arrival::poisson, arrival::regular}) {
    for (const double rate : {20.0, 60.0, 200.0}) {
      terms.how = how;
      terms.rate = rate;
      const auto breaker = make(reset);
      const fit found = cycle(*breaker, terms, reset, failing);
      EXPECT_GE(found.happened, 3 * cycles);
      EXPECT_GE(found.recall(), 0.95) << rate << "/s, reset after " << format(reset);
      EXPECT_GE(found.precision(), 0.95) << rate << "/s, reset after " << format(reset);
    }
  }
}

auto opossum(duration reset) { return std::make_unique<share_breaker>(reset, 0.5, 10s, true); }
auto consecutive(duration reset) { return std::make_unique<consecutive_breaker>(reset, 5); }
auto sampling(duration reset) { return std::make_unique<share_breaker>(reset, 0.2, 30s, false); }

TEST(BreakerWatchInference, FollowsABreakerOverAShareOfFailures) {
  for (const duration reset : {1s, 2s, 5s, 30s}) expect_fit(opossum, reset);
}

TEST(BreakerWatchInference, FollowsABreakerOverFailuresInARow) {
  for (const duration reset : {1s, 2s, 5s, 30s}) expect_fit(consecutive, reset);
}

TEST(BreakerWatchInference, FollowsABreakerOverASample) {
  for (const duration reset : {1s, 5s}) expect_fit(sampling, reset);
}

TEST(BreakerWatchInference, FollowsABreakerWhenSomeAttemptsSucceed) {
  expect_fit(opossum, 2s, {}, 0.8);
}

TEST(BreakerWatchInference, FollowsABreakerOfAClientThatGivesUpWaiting) {
  expect_fit(opossum, 2s, {.failure = outcome::cancelled});
  expect_fit(consecutive, 2s, {.failure = outcome::cancelled});
}

TEST(BreakerWatchInference, FollowsABreakerInFrontOfASlowUpstream) {
  expect_fit(consecutive, 2s, {.service = 200ms, .failure = outcome::timeout, .patience = 1s});
}

TEST(BreakerWatchInference, SaysSoWithinTwoSeconds) {
  for (const std::uint64_t seed : {1, 2, 3}) {
    share_breaker breaker(2s, 0.5, 10s, true);
    breaker_world world({.rate = 20, .seed = seed}, breaker);
    world.run(
        [&](time_point now) { return now - time_point{} > 10s ? 1.0 : 0.0; },
        [&](time_point now) { return now - time_point{} > 40s; }
    );
    for (const belief& each : world.beliefs) EXPECT_LT(each.said - each.what.at, 2s);
  }
}

/// Five minutes of a client without a breaker, whose load drops to `low` for a while every half minute: how often somebody
/// believes that it is open, over several seeds.
int times_opened(world_terms terms, double low, double failing) {
  int opened = 0;
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    no_breaker none;
    terms.seed = seed;
    const double period = 25.0 + static_cast<double>(seed);
    terms.load = [&](time_point now) {
      return std::fmod(seconds(now.time_since_epoch()), period) > 15 ? low : 1.0;
    };
    breaker_world world(terms, none);
    world.run(
        [&](time_point) { return failing; },
        [](time_point now) { return now.time_since_epoch() > 5min; }
    );
    opened += static_cast<int>(std::ranges::count_if(world.beliefs, [](const belief& each) {
      return each.what.to == breaker_state::open;
    }));
  }
  return opened;
}

TEST(BreakerWatchInference, SeesNoBreakerWhereALoadDropsAndReturns) {
  for (const arrival how : {arrival::poisson, arrival::regular, arrival::in_batches}) {
    for (const double rate : {20.0, 60.0, 200.0}) {
      EXPECT_EQ(times_opened({.how = how, .rate = rate}, 0, 0), 0);
      EXPECT_EQ(times_opened({.how = how, .rate = rate, .service = 200ms}, 0.1, 0), 0);
    }
  }
}

TEST(BreakerWatchInference, SeesNoBreakerWhereAttemptsFailByChance) {
  for (const double failing : {0.05, 0.3}) {
    for (const double rate : {20.0, 60.0, 200.0}) {
      EXPECT_EQ(times_opened({.rate = rate}, 1, failing), 0) << failing;
      EXPECT_EQ(times_opened({.rate = rate}, 0, failing), 0) << failing;
      EXPECT_EQ(times_opened({.rate = rate}, 0.1, failing), 0) << failing;
    }
  }
}

TEST(BreakerWatchInference, SeesNoBreakerInAnOutageThatNobodyReactsTo) {
  for (const double rate : {20.0, 60.0, 200.0}) {
    no_breaker none;
    breaker_world world({.rate = rate}, none);
    world.run(
        [](time_point now) {
          return now - time_point{} > 20s && now - time_point{} < 40s ? 1.0 : 0.0;
        },
        [](time_point now) { return now - time_point{} > 60s; }
    );
    for (const belief& each : world.beliefs) EXPECT_FALSE(each.what.is_move());
  }
}

TEST(BreakerWatchInference, SaysNothingWhereTrafficIsThin) {
  consecutive_breaker breaker(5s, 3);
  breaker_world world({.rate = 0.5}, breaker);
  world.run(
      [](time_point now) {
        return std::fmod(seconds(now.time_since_epoch()), 60) > 30 ? 1.0 : 0.0;
      },
      [](time_point now) { return now.time_since_epoch() > 30min; }
  );
  EXPECT_GT(breaker.moves().size(), 20U);
  for (const belief& each : world.beliefs) EXPECT_FALSE(each.what.is_move());
}

}  // namespace
}  // namespace surgeline::observe
