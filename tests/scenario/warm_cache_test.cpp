#include "surgeline/scenario/warm_cache.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <list>
#include <random>
#include <unordered_map>
#include <vector>

#include "support/scenario_maker.hpp"

namespace surgeline::scenario {
namespace {

using namespace std::chrono_literals;

/// Hits of a cache that drops what was not asked for the longest, of `draws` requests behind as many that warm it.
double hits_of_a_real_one(const cache_terms& of, int draws) {
  std::vector<double> weights;
  for (std::uint32_t n = 1; n <= of.keys; ++n) weights.push_back(std::pow(n, -of.zipf));
  std::discrete_distribution<std::uint32_t> wanted(weights.begin(), weights.end());
  std::mt19937_64 dice(7);
  std::list<std::uint32_t> order;
  std::unordered_map<std::uint32_t, std::list<std::uint32_t>::iterator> there;
  int hits = 0;
  for (int i = -draws; i < draws; ++i) {
    const std::uint32_t key = wanted(dice);
    if (const auto found = there.find(key); found != there.end()) {
      if (i >= 0) ++hits;
      order.splice(order.begin(), order, found->second);
      continue;
    }
    order.push_front(key);
    there[key] = order.begin();
    if (there.size() > *of.size) {
      there.erase(order.back());
      order.pop_back();
    }
  }
  return static_cast<double>(hits) / draws;
}

// 100,000 draws: a standard error below 0.0016, four of which are allowed; the approximation itself is off by less than that.
TEST(WarmCache, HasWhatARealOneHas) {
  for (const double zipf : {0.0, 0.8, 1.0, 1.3}) {
    const cache_terms of{.keys = 2000, .size = 300, .zipf = zipf};
    EXPECT_NEAR(warm_hits(of).value(), hits_of_a_real_one(of, 100'000), 0.0064) << zipf;
  }
}

TEST(WarmCache, HasTheShareItHoldsWhereAllKeysAreAlike) {
  EXPECT_NEAR(warm_hits({.keys = 1'000'000, .size = 250'000, .zipf = 0}).value(), 0.25, 1e-3);
}

TEST(WarmCache, HasAllOfWhatItHoldsWhole) {
  EXPECT_EQ(warm_hits({.keys = 1000}), 1);
  EXPECT_EQ(warm_hits({.keys = 1000, .size = 1000}), 1);
}

TEST(WarmCache, IsNotKnownWhereEntriesGrowOld) {
  EXPECT_FALSE(warm_hits({.keys = 1000, .size = 100, .ttl = 5s}));
}

TEST(WarmCache, PassesOnWhatItHasNot) {
  file all = proxied_scenario();
  all.services[0] = {.id = "tokens", .role = role::cache, .calls = {{.to = "users"}}};
  all.services[0].cache = {.keys = 1'000'000, .size = 900'000, .zipf = 0};
  all.services.push_back({.id = "users"});
  EXPECT_NEAR(warmed(all).services[0].calls[0].share.part, 0.1, 1e-3);
}

}  // namespace
}  // namespace surgeline::scenario
