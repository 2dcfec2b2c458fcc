#include "surgeline/model/append_log.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "surgeline/core/chance.hpp"

namespace surgeline::model {
namespace {

TEST(AppendLog, CountsOffsetsInEachPartition) {
  append_log log(2, false);
  EXPECT_EQ(log.append(4).offset, 0U);
  EXPECT_EQ(log.append(6).offset, 1U);
  EXPECT_EQ(log.append(5), (append_log::place{.partition = 1, .offset = 0}));
}

TEST(AppendLog, AppendsWhatComesAgain) {
  append_log log(1, false);
  log.append(4);
  EXPECT_EQ(log.append(4), (append_log::place{.offset = 1, .repeats = true}));
  EXPECT_EQ(log.end(0), 2U);
}

TEST(AppendLog, AppendsNothingTwiceWhereItIsIdempotent) {
  append_log log(1, true);
  log.append(4);
  EXPECT_FALSE(log.append(4).appended);
  EXPECT_EQ(log.end(0), 1U);
}

/// Acknowledgements that are lost with probability q, and producers that send until one arrives.
double copies_with(double lost, bool idempotent, int records) {
  append_log log(1, idempotent);
  const chance dice{3};
  for (int i = 1; i <= records; ++i) {
    const auto key = static_cast<std::uint64_t>(i);
    std::uint64_t tries = 0;
    do log.append(key);
    while (dice.draw(1, key, tries++) < lost);
  }
  return static_cast<double>(log.end(0)) / records;
}

TEST(AppendLog, HasAsManyCopiesAsTheClosedFormSays) {
  for (const double lost : {0.05, 0.3, 0.6}) {
    const int records = 20'000;
    // A geometric law: its variance is q/(1-q)^2. Four standard errors.
    const double error = 4 * std::sqrt(lost / records) / (1 - lost);
    EXPECT_NEAR(copies_with(lost, false, records), 1 / (1 - lost), error) << lost;
    EXPECT_EQ(copies_with(lost, true, records), 1) << lost;
  }
}

}  // namespace
}  // namespace surgeline::model
