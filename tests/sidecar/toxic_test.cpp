#include "surgeline/sidecar/toxic.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "support/print.hpp"

namespace surgeline::sidecar {
namespace {

using namespace std::chrono_literals;
using fault::direction;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

toxic make(
    const std::string& type,
    const std::vector<std::int64_t>& values,
    direction towards = direction::to_client
) {
  toxic made{.name = "bad", .type = type, .towards = towards, .attributes = *attributes_of(type)};
  for (std::size_t i = 0; i < values.size(); ++i) made.attributes.at(i).value = values[i];
  return made;
}

/// The kinds that a toxic becomes.
std::vector<fault::kind> kinds(const toxic& of) {
  EXPECT_THAT(wrong_with(of), IsEmpty());
  std::vector<fault::kind> all;
  for (const scenario::fault& one : faults_of(of, "redis")) all.push_back(one.what);
  return all;
}

/// The one kind that it becomes.
fault::kind kind(const toxic& of) {
  const auto all = kinds(of);
  EXPECT_THAT(all, SizeIs(1));
  return all.at(0);
}

fault::latency latency(distribution delay, direction towards = direction::to_client) {
  return {.delay = std::move(delay), .stage = fault::latency_stage::data, .towards = towards};
}

TEST(Toxic, OfLatencyIsALatencyOfData) {
  const fault::kind made = kind(make("latency", {100, 0}, direction::to_upstream));
  EXPECT_EQ(made, fault::kind{latency(distribution::fixed(100ms), direction::to_upstream)});
}

TEST(Toxic, OfLatencySpreadsItsJitterEvenly) {
  EXPECT_EQ(
      kind(make("latency", {100, 30})),
      fault::kind{latency(distribution::uniform(70ms, 130ms))}
  );
}

TEST(Toxic, OfLatencyBringsAtOnceWhatWouldBeEarly) {
  const auto made = std::get<fault::latency>(kind(make("latency", {10, 30})));
  EXPECT_EQ(made.delay.sample(0.0), 0ms);
  EXPECT_EQ(made.delay.sample(0.3), 0ms);
  EXPECT_EQ(made.delay.sample(0.666666), made.delay.sample(0.666666));
  EXPECT_GE(made.delay.sample(0.99), 39ms);
  EXPECT_EQ(made.delay.highest(), 40ms);
}

TEST(Toxic, OfBandwidthHasAThousandBytesInAKilobyte) {
  const auto made = std::get<fault::bandwidth>(kind(make("bandwidth", {5})));
  EXPECT_EQ(made.rate.at({}).bytes_per_second, 5000);
  EXPECT_EQ(made.scope, fault::bucket_scope::connection);
}

TEST(Toxic, OfNoBandwidthHoldsBytesAndTheEnd) {
  const auto all = kinds(make("bandwidth", {0}));
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_EQ(all[0], fault::kind{fault::stall{.towards = direction::to_client}});
  EXPECT_EQ(std::get<fault::slow_close>(all[1]).delay, distribution::never());
}

TEST(Toxic, OfSlowCloseDelaysTheEnd) {
  const auto made = std::get<fault::slow_close>(kind(make("slow_close", {250})));
  EXPECT_EQ(made.delay, distribution::fixed(250ms));
  EXPECT_EQ(made.towards, direction::to_client);
}

TEST(Toxic, OfTimeoutSwallowsOneDirection) {
  const auto made = std::get<fault::blackhole>(kind(make("timeout", {0})));
  EXPECT_EQ(made.towards, direction::to_client);
  EXPECT_TRUE(made.dial);
  EXPECT_TRUE(made.discard);
}

TEST(Toxic, OfTimeoutEndsASilentConnection) {
  const auto all = kinds(make("timeout", {500}));
  ASSERT_THAT(all, SizeIs(2));
  const auto silent = std::get<fault::cut>(all[1]);
  EXPECT_EQ(silent.after_silence, 500ms);
  EXPECT_EQ(silent.towards, direction::to_client);
}

TEST(Toxic, OfResetPeerResetsOnWhatItsStreamSaysOrItsEnd) {
  using enum fault::reset_moment;
  const auto made = std::get<fault::reset>(kind(make("reset_peer", {80}, direction::to_upstream)));
  EXPECT_EQ(made.when, first_data);
  EXPECT_EQ(made.delay, distribution::fixed(80ms));
  EXPECT_TRUE(made.at_end);
  EXPECT_EQ(std::get<fault::reset>(kind(make("reset_peer", {0}))).when, after_request);
}

TEST(Toxic, OfSlicerCutsAroundItsAverageAndPausesMicroseconds) {
  const auto made = std::get<fault::slicer>(kind(make("slicer", {100, 20, 7})));
  EXPECT_EQ(made.size.bytes.lowest(), 80ns);
  EXPECT_EQ(made.size.bytes.highest(), 120ns);
  EXPECT_EQ(made.gap, distribution::fixed(7us));
}

TEST(Toxic, OfLimitDataCutsAfterBytesWithAnOrderlyEnd) {
  EXPECT_EQ(
      kind(make("limit_data", {64})),
      (fault::kind{fault::cut{
          .after_bytes = size{64},
          .towards = direction::to_client,
          .from = fault::count_start::fault
      }})
  );
}

TEST(Toxic, OfNothingArmsNothing) { EXPECT_THAT(kinds(make("noop", {})), IsEmpty()); }

TEST(Toxic, TakesNegativeNumbersForNothing) {
  EXPECT_EQ(kind(make("latency", {-5, -5})), fault::kind{latency(distribution::fixed(0ms))});
  EXPECT_EQ(std::get<fault::cut>(kind(make("limit_data", {-1}))).after_bytes, size{0});
  EXPECT_THAT(kinds(make("timeout", {-1})), SizeIs(1));
}

TEST(Toxic, IsRefusedWhereToxiproxyWouldCrash) {
  EXPECT_THAT(wrong_with(make("slicer", {})), HasSubstr("average_size"));
  EXPECT_THAT(wrong_with(make("slicer", {10, 11})), HasSubstr("size_variation"));
  EXPECT_THAT(wrong_with(make("bandwidth", {-1})), HasSubstr("rate"));
  constexpr std::int64_t huge = std::int64_t{1} << 62;
  EXPECT_THAT(wrong_with(make("bandwidth", {huge})), HasSubstr("rate"));
  EXPECT_THAT(wrong_with(make("latency", {0, huge})), HasSubstr("jitter"));
}

TEST(Toxic, IsRefusedWithAShareThatIsNone) {
  toxic made = make("latency", {1, 0});
  made.toxicity = 1.5;
  EXPECT_EQ(wrong_with(made), "toxicity must be from 0 to 1");
  made.toxicity = -1;
  EXPECT_EQ(wrong_with(made), "toxicity must be from 0 to 1");
}

TEST(Toxic, HitsAShareOfTheConnectionsOfItsProxy) {
  toxic made = make("latency", {1, 0});
  made.toxicity = 0.25;
  const scenario::fault one = faults_of(made, "redis").at(0);
  EXPECT_EQ(one.probability, varying<share>{share{0.25}});
  EXPECT_EQ(one.per, fault::unit::connection);
  EXPECT_EQ(one.target.proxy, config::one_or_more<std::string>{"redis"});
}

TEST(Toxic, HitsTheSameConnectionsWithBothOfItsFaults) {
  const auto both = faults_of(make("timeout", {80}), "redis");
  EXPECT_EQ(both[0].draw, both[1].draw);
  EXPECT_NE(both[0].id, both[1].id);
}

TEST(ToxicId, IsOneOfTheFileFormat) {
  const std::string odd(300, '/');
  for (const auto& [proxy, name] :
       {std::pair<std::string, std::string>{"Redis 1", "latency_downstream"}, {"9", "é"}, {odd, odd}
       }) {
    toxic made = make("timeout", {5});
    made.name = name;
    for (const scenario::fault& one : faults_of(made, proxy))
      EXPECT_THAT(one.id, testing::MatchesRegex("[a-z][a-z0-9-]{0,62}"));
  }
}

TEST(ToxicId, TellsProxiesAndNamesApartThatLookAlike) {
  std::set<std::string> ids;
  for (const auto& [proxy, name] :
       {std::pair<std::string, std::string>{"a-b", "c"}, {"a", "b-c"}, {"A", "b-c"}, {"a", "b_c"}
       }) {
    toxic made = make("latency", {});
    made.name = name;
    ids.insert(faults_of(made, proxy).at(0).id);
  }
  EXPECT_THAT(ids, SizeIs(4));
}

}  // namespace
}  // namespace surgeline::sidecar
