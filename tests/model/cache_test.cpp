#include "surgeline/model/cache.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "support/at.hpp"
#include "surgeline/model/zipf.hpp"

namespace surgeline::model {
namespace {

using namespace std::chrono_literals;

TEST(Cache, KnowsWhatWasStored) {
  cache one(2, {});
  EXPECT_FALSE(one.look_up(7, at(0s)));
  one.store(7, at(0s));
  EXPECT_TRUE(one.look_up(7, at(1h)));
}

TEST(Cache, LetsGoOfWhatWasNotAskedForLongest) {
  cache one(2, {});
  one.store(1, at(0s));
  one.store(2, at(1s));
  EXPECT_TRUE(one.look_up(1, at(2s)));
  one.store(3, at(3s));
  EXPECT_TRUE(one.look_up(1, at(4s)));
  EXPECT_FALSE(one.look_up(2, at(4s)));
}

TEST(Cache, HoldsAKeyOnce) {
  cache one(2, {});
  one.store(1, at(0s));
  one.store(1, at(1s));
  EXPECT_EQ(one.held(), 1U);
}

TEST(Cache, ForgetsWhatHasGrownOld) {
  cache one(2, 10s);
  one.store(1, at(0s));
  EXPECT_TRUE(one.look_up(1, at(9s)));
  EXPECT_FALSE(one.look_up(1, at(10s)));
}

TEST(Cache, LivesOnWhenItIsStoredAgain) {
  cache one(2, 10s);
  one.store(1, at(0s));
  one.store(1, at(8s));
  EXPECT_TRUE(one.look_up(1, at(17s)));
}

TEST(Cache, FlushesItsShare) {
  cache one(10'000, {});
  for (std::uint32_t key = 0; key < 10'000; ++key) one.store(key, at(0s));
  const std::size_t forgotten = one.flush(0.3, chance{1}, 1, 0);
  EXPECT_EQ(forgotten, 10'000 - one.held());
  // Four standard deviations of a binomial count.
  EXPECT_NEAR(static_cast<double>(one.held()), 7000, 4 * std::sqrt(10'000 * 0.3 * 0.7));
  one.flush(1, chance{1}, 1, 1);
  EXPECT_EQ(one.held(), 0U);
}

TEST(Zipf, AsksForKeysInProportionToTheirRank) {
  const zipf law(1000, 1.0);
  EXPECT_NEAR(law.share(0) / law.share(9), 10, 1e-9);
  double sum = 0;
  for (std::uint32_t key = 0; key < law.keys(); ++key) sum += law.share(key);
  EXPECT_NEAR(sum, 1, 1e-9);
}

TEST(Zipf, AsksForAllAlikeWithoutSkew) {
  const zipf law(4, 0);
  EXPECT_EQ(law.key(0.1), 0U);
  EXPECT_EQ(law.key(0.3), 1U);
  EXPECT_EQ(law.key(0.99), 3U);
}

TEST(Zipf, StaysWithinItsKeys) { EXPECT_EQ(zipf(3, 1).key(0.999999999999), 2U); }

/// Che, Tung and Wang (2002): an LRU cache holds a key for about one time, T, the same for all, so that key k is found with
/// probability 1 − exp(−p T), and T is such that these add up to the size.
double che(const zipf& law, double size) {
  const auto held = [&](double time) {
    double sum = 0;
    for (std::uint32_t key = 0; key < law.keys(); ++key) sum += -std::expm1(-law.share(key) * time);
    return sum;
  };
  double low = 0, high = 1;
  while (held(high) < size) high *= 2;
  for (int i = 0; i < 100; ++i) (held((low + high) / 2) < size ? low : high) = (low + high) / 2;
  double hits = 0;
  for (std::uint32_t key = 0; key < law.keys(); ++key)
    hits += law.share(key) * -std::expm1(-law.share(key) * low);
  return hits;
}

TEST(Cache, IsHitAsOftenAsTheClosedFormSays) {
  for (const double skew : {0.6, 1.0, 1.2}) {
    const zipf law(10'000, skew);
    cache one(1000, {});
    const chance dice{7};
    const int asked = 400'000, before = 100'000;
    int hits = 0;
    for (int i = 0; i < asked; ++i) {
      const std::uint32_t key = law.key(dice.draw(1, 0, static_cast<std::uint64_t>(i)));
      const bool hit = one.look_up(key, at(0s));
      if (!hit) one.store(key, at(0s));
      if (hit && i >= before) ++hits;
    }
    const double n = asked - before, seen = hits / n, told = che(law, 1000);
    // Four standard errors, and half a per cent for the approximation, whose error at this size is below that.
    EXPECT_NEAR(seen, told, 4 * std::sqrt(told * (1 - told) / n) + 0.005) << skew;
  }
}

}  // namespace
}  // namespace surgeline::model
