#include "surgeline/measure/metric.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "support/at.hpp"
#include "support/print.hpp"

namespace surgeline::measure {
namespace {

using namespace std::chrono_literals;
using enum instrument;
using testing::Contains;
using testing::Optional;

/// Rows made by hand: the same number in each tick of two seconds.
class rows {
 public:
  rows& with(instrument what, double in_each_tick) {
    made_.numbers[what].assign(8, in_each_tick);
    return *this;
  }
  /// Durations from 1 ms to `longest`, a millisecond apart, all in the first tick.
  rows& with(instrument what, duration longest) {
    auto& column = made_.histograms[what];
    column.resize(8);
    for (duration one = 1ms; one <= longest; one += 1ms) column[0].record(one);
    return *this;
  }
  recording of(const std::string& subject) const {
    recording all;
    all.add(subject, made_);
    return all;
  }

 private:
  series made_;
};

std::optional<double> value(
    const std::string& name,
    const recording& from_run,
    duration from = 0s,
    duration to = 2s
) {
  const auto path = metric_path::parse(name);
  if (!path) {
    ADD_FAILURE() << name << " is no metric";
    return {};
  }
  return path->over(from_run, at(from), at(to));
}

auto about(double expected) {
  return Optional(testing::DoubleNear(expected, 0.01 * expected + 1e-12));
}

TEST(Metrics, AreFoundByTheirPath) {
  for (const metric& one : metrics()) {
    const std::string path = std::string{word(one.of)} + ".some-id." + std::string{one.name};
    const auto found = metric_path::parse(path);
    ASSERT_TRUE(found) << path;
    EXPECT_EQ(found->what, &one);
    EXPECT_EQ(found->subject, std::string{word(one.of)} + ".some-id");
  }
}

TEST(Metrics, HaveANameOfTheirOwn) {
  std::set<std::pair<subject_kind, std::string_view>> names;
  for (const metric& one : metrics()) EXPECT_TRUE(names.insert({one.of, one.name}).second);
}

TEST(Metrics, AreOnTheirPageWithAMeaning) {
  const std::string page = metrics_markdown();
  for (const metric& one : metrics()) {
    EXPECT_NE(page.find("| `" + std::string{one.name} + "` | "), std::string::npos) << one.name;
    EXPECT_FALSE(one.help.empty()) << one.name;
  }
}

TEST(Metrics, AreListedByKind) {
  EXPECT_THAT(metric_names(subject_kind::load), Contains("latency.p999"));
  EXPECT_THAT(metric_names(subject_kind::service), Contains("wasted_share"));
  EXPECT_THAT(metric_names(subject_kind::service), testing::Not(Contains("goodput")));
}

TEST(Metrics, HaveNoValueWhenNothingIsRecorded) {
  for (const metric& one : metrics()) {
    const std::string subject = std::string{word(one.of)} + ".x";
    EXPECT_EQ(one.value({}, subject, at(0s), at(1s)), std::nullopt) << one.name;
  }
}

TEST(Metrics, HaveNoValueWhereNothingIsRecordedYet) {
  for (const metric& one : metrics()) {
    const std::string subject = std::string{word(one.of)} + ".x";
    const recording run = rows{}.with(offered, 1).with(queue, 1).with(held, 1).of(subject);
    EXPECT_EQ(one.value(run, subject, at(2s), at(3s)), std::nullopt) << one.name;
  }
}

TEST(Metrics, HaveNoValueInAWindowThatHoldsNoTick) {
  for (const metric& one : metrics()) {
    const std::string subject = std::string{word(one.of)} + ".x";
    const recording run = rows{}.with(offered, 1).with(queue, 1).with(held, 1).of(subject);
    EXPECT_EQ(one.value(run, subject, at(260ms), at(499ms)), std::nullopt) << one.name;
  }
}

TEST(MetricPath, IsEmptyForWhatIsNoMetric) {
  for (const std::string text : {
           "",
           ".",
           "..",
           "load",
           "load.users",
           "load.users.",
           "load..goodput",
           "load.users.goodputt",
           "load.users.latency",
           "load.users.latency.p99.9",
           "service.users.goodput",
           "Load.users.goodput",
           "users.goodput",
       }) {
    EXPECT_FALSE(metric_path::parse(text)) << text;
  }
}

TEST(Rates, ArePerSecondOfFileTime) {
  const recording load = rows{}.with(offered, 10).with(answered, 8).with(good, 6).of("load.x");
  EXPECT_EQ(value("load.x.offered", load), 40);
  EXPECT_EQ(value("load.x.throughput", load), 32);
  EXPECT_EQ(value("load.x.goodput", load), 24);
  const recording service =
      rows{}.with(arrived, 5).with(served, 4).with(refused, 1).of("service.x");
  EXPECT_EQ(value("service.x.arrivals", service), 20);
  EXPECT_EQ(value("service.x.served", service), 16);
  EXPECT_EQ(value("service.x.rejected", service), 4);
  EXPECT_EQ(value("proxy.x.bytes", rows{}.with(bytes, 1000).of("proxy.x")), 4000);
}

TEST(Rates, AreTheSameInAWindowThatCutsTicks) {
  const recording run = rows{}.with(good, 6).of("load.x");
  EXPECT_EQ(value("load.x.goodput", run, 1ms, 1999ms), 24);
}

TEST(Rates, AreOverTheRecordedPartOfAWindow) {
  const recording run = rows{}.with(good, 6).of("load.x");
  EXPECT_EQ(value("load.x.goodput", run, 1s, 1h), 24);
}

TEST(Rates, AreZeroWhereThereIsARecordOfNothing) {
  EXPECT_EQ(value("load.x.goodput", rows{}.with(offered, 1).of("load.x")), 0);
}

TEST(Amplification, IsAttemptsOverLogicalRequests) {
  const recording run = rows{}.with(offered, 10).with(attempts, 25).of("load.x");
  EXPECT_EQ(value("load.x.amplification", run), 2.5);
}

TEST(Shares, AreOfWhatWasOfferedOrDone) {
  const recording load = rows{}.with(offered, 8).with(succeeded, 6).with(dropped, 1).of("load.x");
  EXPECT_EQ(value("load.x.success", load), 0.75);
  EXPECT_EQ(value("load.x.dropped_share", load), 0.125);
  const recording service = rows{}.with(served, 8).with(wasted, 2).of("service.x");
  EXPECT_EQ(value("service.x.wasted_share", service), 0.25);
}

TEST(Shares, AreEmptyWithoutAWhole) {
  const recording load = rows{}.with(offered, 0).with(attempts, 5).of("load.x");
  EXPECT_EQ(value("load.x.amplification", load), std::nullopt);
  EXPECT_EQ(value("load.x.success", load), std::nullopt);
  EXPECT_EQ(value("service.x.wasted_share", rows{}.with(wasted, 5).of("service.x")), std::nullopt);
}

TEST(Gauges, AreMeansOverTheTicks) {
  series made;
  made.numbers[open] = {1, 2, 3, 6};
  recording run;
  run.add("load.x", made);
  EXPECT_EQ(value("load.x.open", run, 0s, 1s), 3);
  const recording service = rows{}.with(queue, 7).with(in_flight, 2).of("service.x");
  EXPECT_EQ(value("service.x.queue", service), 7);
  EXPECT_EQ(value("service.x.in_flight", service), 2);
  const recording proxy = rows{}.with(connections, 3).with(held, 512).of("proxy.x");
  EXPECT_EQ(value("proxy.x.connections", proxy), 3);
  EXPECT_EQ(value("proxy.x.held", proxy), 512);
}

TEST(Quantiles, AreThoseOfTheDurationsInSeconds) {
  const recording run = rows{}.with(latency, 1000ms).with(lag, 100ms).of("load.x");
  EXPECT_THAT(value("load.x.latency.p50", run), about(0.5));
  EXPECT_THAT(value("load.x.latency.p90", run), about(0.9));
  EXPECT_THAT(value("load.x.latency.p99", run), about(0.99));
  EXPECT_THAT(value("load.x.latency.p999", run), about(0.999));
  EXPECT_THAT(value("load.x.lag.p99", run), about(0.099));
  const recording service = rows{}.with(queue_delay, 200ms).of("service.x");
  EXPECT_THAT(value("service.x.queue_delay.p99", service), about(0.198));
}

TEST(Quantiles, AreEmptyWhereNothingWasObserved) {
  const recording run = rows{}.with(offered, 1).with(latency, 10ms).of("load.x");
  EXPECT_EQ(value("load.x.latency.p99", run, 1s, 2s), std::nullopt);
}

TEST(MeanLatency, IsThatOfTheDurationsThemselves) {
  const recording run = rows{}.with(latency, 9ms).of("load.x");
  EXPECT_EQ(value("load.x.latency.mean", run), 0.005);
}

}  // namespace
}  // namespace surgeline::measure
