#include "surgeline/report/significance.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/math/distributions/normal.hpp>

#include "surgeline/core/chance.hpp"

namespace surgeline::report {
namespace {

using ::testing::DoubleNear;

/// Normal draws.
class drawn {
 public:
  explicit drawn(std::uint64_t seed) : dice_(seed) {}
  double next() {
    const boost::math::normal law;
    return boost::math::quantile(law, std::clamp(dice_.draw(0, 0, at_++), 1e-12, 1 - 1e-12));
  }
  std::vector<double> sample(std::size_t count, double mean = 0) {
    std::vector<double> made;
    for (std::size_t i = 0; i < count; ++i) made.push_back(mean + next());
    return made;
  }

 private:
  chance dice_;
  std::uint64_t at_ = 0;
};

TEST(CompareMeans, IsWelchsTest) {
  // By hand, with the density of Student's law integrated numerically.
  const auto found = compare_means(
      std::vector{19.8, 20.4, 19.6, 17.8, 18.5},
      std::vector{28.2, 26.6, 20.1, 23.3, 25.2}
  );
  ASSERT_TRUE(found);
  EXPECT_THAT(found->difference, DoubleNear(5.46, 1e-9));
  EXPECT_THAT(found->freedom, DoubleNear(4.88774, 1e-5));
  EXPECT_THAT(found->p(), DoubleNear(0.0146342, 1e-6));
  EXPECT_TRUE(found->within(0.95).low > 0 && !found->within(0.99).holds(1e9));
}

TEST(CompareMeans, HoldsASingleValueAgainstSeveral) {
  const std::vector<double> several{10, 11, 12, 13, 14}, one{30};
  const auto found = compare_means(several, one);
  ASSERT_TRUE(found);
  EXPECT_DOUBLE_EQ(found->difference, 18);
  EXPECT_DOUBLE_EQ(compare_means(one, several)->difference, -18);
  EXPECT_DOUBLE_EQ(found->freedom, 4);
  EXPECT_LT(found->p(), 0.001);
}

TEST(CompareMeans, SaysNothingOfTooFew) {
  const std::vector<double> none, one{1}, two{1, 2};
  EXPECT_FALSE(compare_means(one, one));
  EXPECT_FALSE(compare_means(one, two));
  EXPECT_FALSE(compare_means(two, none));
}

TEST(CompareMeans, OfWhatDoesNotVaryIsCertain) {
  const std::vector<double> twos(3, 2.0), threes(3, 3.0);
  EXPECT_EQ(compare_means(twos, twos)->p(), 1);
  EXPECT_EQ(compare_means(twos, threes)->p(), 0);
  EXPECT_EQ(compare_means(twos, threes)->within(0.95), (interval{1, 1}));
}

TEST(MeanInTime, IsNotMisledByNeighboursThatAreAlike) {
  // An autoregressive series whose mean is 0: values taken as independent would reject most of them.
  std::size_t batched = 0, naive = 0;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    drawn from(seed);
    std::vector<double> series;
    for (double is = 0; series.size() < 240; series.push_back(is)) is = 0.8 * is + from.next();
    batched += mean_in_time(series)->p() < 0.05 ? 1 : 0;
    const std::vector<double> zeros(series.size(), 0.0);
    naive += compare_means(zeros, series)->p() < 0.05 ? 1 : 0;
  }
  EXPECT_LT(batched, 60U);  // 15 %: 5 %, and what is left of the likeness between batches
  EXPECT_GT(naive, 160U);
}

TEST(MeanInTime, SeesAShift) {
  drawn from(3);
  EXPECT_LT(mean_in_time(from.sample(60, 2))->p(), 1e-4);
}

TEST(MeanInTime, SaysNothingOfAMoment) { EXPECT_FALSE(mean_in_time(std::vector<double>(9, 1.0))); }

TEST(LevelInTime, IsNotMisledByWhatAccumulates) {
  std::size_t levels = 0, flows = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    drawn from(seed);
    std::vector<double> walk;
    for (double is = 0; walk.size() < 60; walk.push_back(is)) is += from.next();
    levels += level_in_time(walk)->p() < 0.001 ? 1 : 0;
    flows += mean_in_time(walk)->p() < 0.001 ? 1 : 0;
  }
  EXPECT_LE(levels, 9U);
  EXPECT_GT(flows, 30U);
}

TEST(LevelInTime, SeesAShiftOfWhatKeepsNoMemory) {
  drawn from(5);
  EXPECT_LT(level_in_time(from.sample(120, 2))->p(), 1e-4);
}

TEST(CompareEstimates, TakesTheWidthsOfBoth) {
  const auto far = compare_estimates(1, {0.9, 1.1}, 2, {1.9, 2.1});
  EXPECT_LT(far.p(), 1e-6);
  EXPECT_GT(compare_estimates(1, {0.5, 1.5}, 1.5, {1, 2}).p(), 0.1);
}

TEST(FisherExact, IsWhatTablesSay) {
  EXPECT_THAT(fisher_exact(5, 5, 0, 5), DoubleNear(2.0 / 252, 1e-9));
  EXPECT_THAT(fisher_exact(3, 4, 1, 4), DoubleNear(0.485714, 1e-6));  // the lady tasting tea
  EXPECT_EQ(fisher_exact(3, 3, 4, 4), 1);
  EXPECT_EQ(fisher_exact(0, 0, 4, 4), 1);
}

TEST(Corrected, IsHolms) {
  const auto all = corrected_for_many(std::vector{0.01, 0.04, 0.03, 0.005});
  EXPECT_THAT(all[3].p, DoubleNear(0.02, 1e-9));
  EXPECT_THAT(all[0].p, DoubleNear(0.03, 1e-9));
  EXPECT_THAT(all[2].p, DoubleNear(0.06, 1e-9));
  EXPECT_THAT(all[1].p, DoubleNear(0.06, 1e-9));
  EXPECT_TRUE(all[3].rejected && all[0].rejected && !all[2].rejected && !all[1].rejected);
}

TEST(Corrected, HasIntervalsThatAgreeWithIt) {
  drawn from(11);
  std::vector<mean_difference> all;
  std::vector<double> p;
  for (int i = 0; i < 12; ++i) {
    const double shift = i < 6 ? 0.4 * i : 0;
    all.push_back(*compare_means(from.sample(8), from.sample(8, shift)));
    p.push_back(all.back().p());
  }
  const auto made = corrected_for_many(p);
  for (std::size_t i = 0; i < all.size(); ++i)
    EXPECT_EQ(made[i].rejected, !all[i].within(made[i].confidence).holds(0)) << i;
}

TEST(Corrected, RejectsAnythingAsRarelyAsItSaysWhereNothingDiffers) {
  std::size_t wrong = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    drawn from(seed);
    std::vector<double> p;
    for (int i = 0; i < 11; ++i) p.push_back(compare_means(from.sample(5), from.sample(5))->p());
    const auto made = corrected_for_many(p);
    wrong += std::ranges::any_of(made, &corrected::rejected) ? 1 : 0;
  }
  EXPECT_LE(wrong, 24U);  // 5 % of 300, and three standard deviations
}

}  // namespace
}  // namespace surgeline::report
