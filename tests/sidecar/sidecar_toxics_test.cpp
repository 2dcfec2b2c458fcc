#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/print.hpp"
#include "surgeline/config/json.hpp"
#include "surgeline/sidecar/sidecar.hpp"
#include "surgeline/sidecar/state.hpp"
#include "ward.hpp"

namespace surgeline::sidecar {
namespace {

using namespace std::chrono_literals;
using how = outcome::how;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

TEST(PlacedToxic, IsInForceOnOpenConnections) {
  ward open;
  auto ends = open.connect();
  ASSERT_TRUE(open.add(make_toxic("latency", 30)).is_done());
  EXPECT_GE(round_trip(ends), 30ms);
}

TEST(PlacedToxic, StandsBesideOthers) {
  ward open;
  auto ends = open.connect();
  open.add(make_toxic("latency", 20, "one"));
  open.add(make_toxic("latency", 20, "two"));
  EXPECT_GE(round_trip(ends), 40ms);
}

TEST(PlacedToxic, StandsBesideALease) {
  ward open;
  auto ends = open.connect();
  open.add(make_toxic("latency", 20));
  open.arm(fault::latency{.delay = distribution::fixed(20ms)}, 1min, "leased");
  EXPECT_GE(round_trip(ends), 40ms);
}

TEST(PlacedToxic, ChangesInItsPlace) {
  ward open;
  auto ends = open.connect();
  open.add(make_toxic("noop", 0, "first"));
  open.add(make_toxic("bandwidth", 0, "held"));
  ends.second.say("pong");
  EXPECT_TRUE(ends.first.is_silent_for(30ms));
  ASSERT_TRUE(open.change(make_toxic("bandwidth", 1000, "held")).is_done());
  EXPECT_EQ(ends.first.hear(4), "pong");
  EXPECT_THAT(open.one->toxics_of("front"), SizeIs(2));
}

TEST(PlacedToxic, IsGoneWhenItIsRemoved) {
  ward open;
  auto ends = open.connect();
  open.add(make_toxic("bandwidth", 0));
  ends.second.say("pong");
  ASSERT_TRUE(open.remove().is_done());
  EXPECT_EQ(ends.first.hear(4), "pong");
  EXPECT_THAT(open.one->arms().standings(), IsEmpty());
}

TEST(PlacedToxic, OfNoBandwidthHoldsTheEndToo) {
  ward open;
  auto ends = open.connect();
  open.add(make_toxic("bandwidth", 0));
  ends.second.finish();
  EXPECT_TRUE(ends.first.is_silent_for(50ms));
  open.remove();
  EXPECT_EQ(ends.first.how_it_ends(), std::error_code{});
}

TEST(PlacedToxic, OfTimeoutClosesWhatItSwallowedWhenItIsRemoved) {
  ward open;
  auto hit = open.connect(), spared = open.connect();
  open.add(make_toxic("timeout", 0));
  hit.first.say("ping");
  EXPECT_EQ(hit.second.hear(4), "ping");
  hit.second.say("lost");
  EXPECT_TRUE(hit.first.is_silent_for(50ms));
  open.remove();
  EXPECT_EQ(hit.first.how_it_ends(), std::error_code{});
  round_trip(spared);
}

TEST(PlacedToxic, OfTimeoutClosesASilentConnection) {
  ward open;
  auto ends = open.connect();
  const auto start = std::chrono::steady_clock::now();
  open.add(make_toxic("timeout", 60));
  EXPECT_EQ(ends.first.how_it_ends(), std::error_code{});
  EXPECT_GE(std::chrono::steady_clock::now() - start, 60ms);
}

TEST(PlacedToxic, OfResetPeerResetsBothSidesAfterItsTime) {
  ward open;
  auto ends = open.connect();
  open.add(make_toxic("reset_peer", 40));
  ends.second.say("pong");
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(ends.first.hear_all(), "");
  EXPECT_EQ(ends.first.ending, std::errc::connection_reset);
  EXPECT_EQ(ends.second.how_it_ends(), std::errc::connection_reset);
  EXPECT_GE(std::chrono::steady_clock::now() - start, 35ms);
}

TEST(PlacedToxic, OfLimitDataEndsTheConnectionAfterItsBytes) {
  ward open;
  auto ends = open.connect();
  open.add(make_toxic("limit_data", 3));
  ends.second.say("pong");
  EXPECT_EQ(ends.first.hear_all(), "pon");
  EXPECT_EQ(ends.first.ending, std::error_code{});
}

TEST(PlacedToxic, OfNoShareHitsNobody) {
  ward open;
  auto ends = open.connect();
  toxic rare = make_toxic("limit_data", 0);
  rare.toxicity = 0;
  open.add(rare);
  round_trip(ends);
}

TEST(PlacedToxic, HasANameOfItsOwnOnItsProxy) {
  ward open;
  open.add(make_toxic("latency", 1));
  EXPECT_EQ(
      open.add(make_toxic("noop", 0, "bad", fault::direction::to_upstream)).what,
      how::toxic_taken
  );
  EXPECT_EQ(open.change(make_toxic("noop", 0, "other")).what, how::no_toxic);
  EXPECT_EQ(open.remove("other").what, how::no_toxic);
  EXPECT_EQ(open.add(make_toxic("latency", 1), "nobody").what, how::no_proxy);
}

TEST(PlacedToxic, IsListedUpstreamFirst) {
  ward open;
  open.add(make_toxic("latency", 1, "c"));
  open.add(make_toxic("latency", 1, "b", fault::direction::to_upstream));
  open.add(make_toxic("latency", 1, "a"));
  std::vector<std::string> names;
  for (const toxic& one : open.one->toxics_of("front")) names.push_back(one.name);
  EXPECT_THAT(names, ElementsAre("b", "c", "a"));
}

TEST(PlacedToxic, ExpiresAtTheLongestAge) {
  scenario::file from;
  from.serve.max_fault_age.longest = 300ms;
  ward open(from);
  auto ends = open.connect();
  open.add(make_toxic("bandwidth", 0));
  ends.second.say("pong");
  open.work_until([&] { return open.one->toxics().empty(); });
  EXPECT_EQ(ends.first.hear(4), "pong");
  open.work_until([&] { return !open.said.empty(); });
  EXPECT_THAT(open.said, ElementsAre(HasSubstr("max_fault_age has passed")));
}

TEST(PlacedToxic, SurvivesAReload) {
  ward open;
  auto ends = open.connect();
  open.add(make_toxic("latency", 30));
  open.reload(open.served);
  EXPECT_GE(round_trip(ends), 30ms);
}

TEST(PlacedToxic, GoesWithAProxyThatAReloadTakesAway) {
  ward open;
  open.add(make_toxic("latency", 30));
  scenario::file next = open.served;
  next.proxies[0].id = "other";
  open.reload(next);
  EXPECT_THAT(open.one->toxics(), IsEmpty());
  EXPECT_THAT(open.one->arms().standings(), IsEmpty());
}

TEST(PlacedToxic, SaysWhoArmedIt) {
  ward open;
  open.add(make_toxic("latency", 30));
  const std::string state = config::to_json(state_of(*open.one));
  EXPECT_THAT(state, HasSubstr(R"("by": "toxiproxy")"));
  EXPECT_THAT(state, HasSubstr(R"("name": "bad")"));
}

TEST(PlacedToxic, IsClearedWithEverything) {
  ward open;
  open.add(make_toxic("latency", 30));
  bool gone = false;
  open.one->clear([&] { gone = true; });
  open.work_until([&] { return gone; });
  EXPECT_THAT(open.one->toxics(), IsEmpty());
}

TEST(PlacedToxic, TakesItsIdFromALease) {
  ward open;
  open.add(make_toxic("latency", 30));
  const std::string id = open.one->toxics().at(0).faults.at(0);
  scenario::plan_request asked;
  asked.faults.push_back({.id = id, .what = fault::reset{}});
  std::optional<grant> given;
  open.one->put(asked, [&](const grant& answered) { given = answered; });
  EXPECT_EQ(given->what, grant::answer::id_taken);
}

TEST(PlacedToxic, MayHaveANewNameForEver) {
  ward open;
  auto ends = open.connect();
  open.add(make_toxic("latency", 1, "first"));
  round_trip(ends);
  const auto counted = [&](std::uint32_t slot) {
    const auto& tallies = open.one->proxies()[0].tallies;
    return slot < tallies.size() ? tallies[slot].evaluated : 0;
  };
  open.work_until([&] { return counted(0) == 1; });
  open.remove("first");
  for (std::size_t i = 0; i < armory::most_faults + 50; ++i) {
    const std::string name = "t" + std::to_string(i);
    ASSERT_TRUE(open.add(make_toxic("noop", 0, name)).is_done());
    ASSERT_TRUE(open.change(make_toxic("noop", 0, name)).is_done());
    ASSERT_TRUE(open.remove(name).is_done());
    ASSERT_TRUE(open.add(make_toxic("latency", 1, name)).is_done()) << name;
    ASSERT_TRUE(open.remove(name).is_done());
  }
  EXPECT_EQ(open.one->arms().catalogue().faults.size(), armory::most_faults);
  open.work_until([&] { return counted(0) == 0; });
}

TEST(Reset, TakesToxicsAwayAndOpensWhatIsClosed) {
  ward open;
  const endpoint where = open.where();
  open.add(make_toxic("bandwidth", 0));
  open.close("front");
  EXPECT_TRUE(traffic::wire::is_refused(where));
  ASSERT_TRUE(open.reset().is_done());
  auto ends = open.connect();
  round_trip(ends);
  EXPECT_THAT(open.one->toxics(), IsEmpty());
}

TEST(Reset, LeavesOpenConnectionsAndLeases) {
  ward open;
  auto ends = open.connect();
  open.add(make_toxic("latency", 1));
  open.arm(fault::latency{.delay = distribution::fixed(20ms)}, 1min, "leased");
  open.reset();
  EXPECT_GE(round_trip(ends), 20ms);
}

}  // namespace
}  // namespace surgeline::sidecar
