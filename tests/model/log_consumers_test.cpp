#include "surgeline/model/log_consumers.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "support/at.hpp"
#include "support/print.hpp"

namespace surgeline::model {
namespace {

using namespace std::chrono_literals;
using scenario::commit_order;

scenario::consumer terms_of(commit_order commit, std::uint32_t batch, double crash) {
  return {
      .commit = commit,
      .batch = batch,
      .service_time = distribution::fixed(1ms),
      .crash = share{crash},
      .restart = 10ms
  };
}

/// A log of one partition, with a consumer that takes all steps it can.
struct read_log {
  explicit read_log(const scenario::consumer& terms) : readers(terms, 1, chance{5}, 7) {}

  void append(int records, time_point when = {}) {
    for (int i = 0; i < records; ++i) readers.append(0, when);
  }
  void read_all() {
    while (readers.next_due() != never) {
      const log_consumers::progress made = readers.take_step();
      consumed += made.consumed ? 1 : 0;
      repeated += made.repeats ? 1 : 0;
      lost += static_cast<double>(made.lost);
    }
  }

  log_consumers readers;
  double consumed = 0, repeated = 0, lost = 0;
};

TEST(LogConsumers, WaitForAWholeBatch) {
  read_log log{terms_of(commit_order::after, 3, 0)};
  log.append(2);
  EXPECT_EQ(log.readers.next_due(), never);
}

TEST(LogConsumers, WorkOnARecordForItsTime) {
  read_log log{terms_of(commit_order::after, 2, 0)};
  log.append(2, at(5s));
  EXPECT_EQ(log.readers.next_due(), at(5s + 1ms));
}

TEST(LogConsumers, WorkOnEachRecordOnceWhenNothingHappens) {
  for (const auto commit : {commit_order::after, commit_order::before}) {
    read_log log{terms_of(commit, 10, 0)};
    log.append(100);
    log.read_all();
    EXPECT_EQ(log.consumed, 100);
    EXPECT_EQ(log.repeated, 0);
    EXPECT_EQ(log.lost, 0);
  }
}

TEST(LogConsumers, GoOnBehindWhatIsCommittedAfterARestart) {
  read_log log{terms_of(commit_order::after, 2, 1)};
  log.append(2);
  EXPECT_TRUE(log.readers.take_step().consumed);
  EXPECT_EQ(log.readers.next_due(), at(11ms)) << "it restarts";
  EXPECT_EQ(log.readers.take_step(), log_consumers::progress{});
  EXPECT_EQ(log.readers.take_step(), (log_consumers::progress{.consumed = true, .repeats = true}));
}

TEST(LogConsumers, LoseWhatTheyHaveCommittedAndNotReached) {
  read_log log{terms_of(commit_order::before, 4, 1)};
  log.append(4);
  EXPECT_EQ(log.readers.take_step(), (log_consumers::progress{.lost = 4}));
}

TEST(LogConsumers, ReadEachPartitionByItself) {
  log_consumers readers{terms_of(commit_order::after, 2, 0), 2, chance{5}, 7};
  readers.append(0, at(0s));
  readers.append(1, at(0s));
  EXPECT_EQ(readers.next_due(), never);
}

/// The mean of the records behind the last commit when it dies: a geometric law with p, cut off at each commit.
double mean_uncommitted(double p, double batch) {
  const double whole = std::pow(1 - p, batch);
  return 1 / p - batch * whole / (1 - whole);
}

TEST(LogConsumers, RepeatAsMuchAsTheClosedFormSays) {
  for (const auto& [p, batch] :
       {std::pair{0.001, 100U}, std::pair{0.01, 100U}, std::pair{0.01, 1U}}) {
    read_log log{terms_of(commit_order::after, batch, p)};
    log.append(1'000'000);
    log.read_all();
    // Of the records worked on, those that will be again; some 1000 crashes at least, each as wide as a batch.
    const double again = p * mean_uncommitted(p, batch);
    EXPECT_NEAR(log.repeated / log.consumed, again, 4 * again / std::sqrt(1e6 * p));
    EXPECT_EQ(log.lost, 0);
  }
}

TEST(LogConsumers, LoseAsMuchAsTheClosedFormSays) {
  for (const auto& [p, batch] :
       {std::pair{0.001, 100U}, std::pair{0.01, 100U}, std::pair{0.01, 1U}}) {
    read_log log{terms_of(commit_order::before, batch, p)};
    log.append(1'000'000);
    log.read_all();
    const double whole = std::pow(1 - p, batch);
    const double lost = 1 - (1 - p) * (1 - whole) / (p * batch);
    EXPECT_NEAR(log.lost / 1e6, lost, 4 * lost / std::sqrt(1e6 * p));
    EXPECT_EQ(log.repeated, 0);
  }
}

}  // namespace
}  // namespace surgeline::model
