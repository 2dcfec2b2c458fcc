#include "surgeline/resilience/quantile_watch.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "surgeline/core/chance.hpp"

namespace surgeline::resilience {
namespace {

TEST(QuantileWatch, IsExactForTheFirstFive) {
  quantile_watch median(0.5);
  for (const double value : {9.0, 1.0, 5.0}) median.add(value);
  EXPECT_EQ(median.value(), 5);
}

TEST(QuantileWatch, FindsTheQuantilesOfAUniformLaw) {
  for (const double wanted : {0.5, 0.9, 0.95, 0.99}) {
    quantile_watch watch(wanted);
    const chance dice{3};
    for (std::uint64_t i = 0; i < 20'000; ++i) watch.add(dice.draw(1, 0, i));
    EXPECT_NEAR(watch.value(), wanted, 0.01) << wanted;
  }
}

TEST(QuantileWatch, FindsTheQuantilesOfALongTail) {
  quantile_watch watch(0.95);
  const chance dice{4};
  for (std::uint64_t i = 0; i < 20'000; ++i) watch.add(-std::log1p(-dice.draw(1, 0, i)));
  EXPECT_NEAR(watch.value(), -std::log(0.05), 0.1);
}

TEST(QuantileWatch, IsThatNumberWhenAllAreEqual) {
  quantile_watch watch(0.9);
  for (int i = 0; i < 100; ++i) watch.add(7);
  EXPECT_EQ(watch.value(), 7);
}

}  // namespace
}  // namespace surgeline::resilience
