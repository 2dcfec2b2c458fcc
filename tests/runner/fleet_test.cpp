#include "surgeline/runner/fleet.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

#include "fleets.hpp"
#include "surgeline/net/listener.hpp"

namespace surgeline::runner {
namespace {

using namespace std::chrono_literals;
using admin::office;
using testing::ElementsAre;
using testing::HasSubstr;

endpoint nobody() {
  net::failure why;
  net::listener gone = net::listen({.host = "127.0.0.1"}, why);
  return gone.local();
}

TEST(Fleet, ArmsItsSidecarsTogetherAndClearsThemAtTheEnd) {
  const office first, second;
  const scenario::file from = with_stall();
  const scenario::conductor run(from);
  {
    problems found;
    fleet both({first.control_address(), second.control_address()}, from, 1, found);
    ASSERT_TRUE(found.empty());
    EXPECT_FALSE(is_free(first) || is_free(second));
    EXPECT_THAT(state_of(first), HasSubstr("\"faults\": []"));
    arm(both, run);
    EXPECT_THAT(state_of(first), HasSubstr("\"kind\": \"stall\""));
    EXPECT_THAT(state_of(second), HasSubstr("\"kind\": \"stall\""));
  }
  EXPECT_TRUE(is_free(first) && is_free(second));
}

TEST(Fleet, SaysASentenceForEachSidecarThatItCannotHave) {
  const office good, frozen, taken;
  frozen.control("POST", "/v1/freeze");
  taken.control("PUT", "/v1/plan", R"({"faults": [], "lease": "1m"})");
  const endpoint gone = nobody();
  const auto found = troubles(
      with_stall(),
      {good.control_address(), frozen.control_address(), taken.control_address(), gone}
  );
  EXPECT_THAT(
      found,
      ElementsAre(
          HasSubstr(frozen.control_address().text() + " is frozen"),
          HasSubstr(taken.control_address().text() + " is taken: somebody holds lease"),
          HasSubstr("no answer from " + gone.text())
      )
  );
  EXPECT_TRUE(is_free(good));
}

TEST(Fleet, GivesLeasesBackWhenOneSidecarRefusesTheFaults) {
  const office good;
  scenario::file other;
  other.faults = {{.id = "held", .what = fault::latency{}}};
  const office has_that_id(other);
  const auto found =
      troubles(with_stall(), {good.control_address(), has_that_id.control_address()});
  EXPECT_THAT(found, ElementsAre(HasSubstr("answers PUT /v1/plan with 4")));
  EXPECT_TRUE(is_free(good));
}

TEST(Fleet, HasToHaveEachProxySomewhere) {
  const office first, second;
  scenario::file from = with_stall();
  from.proxies.push_back({.id = "back", .upstream = {.service = "shop"}});
  EXPECT_THAT(
      troubles(from, {first.control_address(), second.control_address()}),
      ElementsAre("none of the sidecars has a proxy `back`")
  );
}

TEST(Fleet, HasNoSidecarThatHasNothingOfTheFile) {
  const office first, other;
  scenario::file from = with_stall();
  scenario::file with_back;
  with_back.proxies.push_back(
      {.id = "back",
       .listen = endpoint{.host = "127.0.0.1"},
       .upstream = {.endpoints = {other.server.where()}}}
  );
  const office second(with_back);
  from.proxies.front().id = "back";
  EXPECT_THAT(
      troubles(from, {first.control_address(), second.control_address()}),
      ElementsAre(HasSubstr(first.control_address().text() + " has no proxy of the file"))
  );
}

TEST(Fleet, ArmsOnEachSidecarWhatIsForItsProxies) {
  const office other;
  scenario::file with_back;
  with_back.proxies.push_back(
      {.id = "back",
       .listen = endpoint{.host = "127.0.0.1"},
       .upstream = {.endpoints = {other.server.where()}}}
  );
  const office only_front, both_proxies(with_back);
  scenario::file from = with_stall();
  from.proxies.push_back({.id = "back", .upstream = {.service = "shop"}});
  scenario::add_fault(from, "late", fault::latency{}, {"bad"}).target.proxy = {"back"};
  const scenario::conductor run(from);
  problems found;
  fleet all({only_front.control_address(), both_proxies.control_address()}, from, 1, found);
  ASSERT_TRUE(found.empty()) << found.list().front().what;
  EXPECT_EQ(all.addresses(0).size(), 2);
  EXPECT_EQ(all.addresses(1).size(), 1);
  arm(all, run);
  EXPECT_THAT(state_of(only_front), Not(HasSubstr("\"id\": \"late\"")));
  EXPECT_THAT(state_of(both_proxies), HasSubstr("\"id\": \"late\""));
}

TEST(Fleet, LeavesProxiesAloneThatTheFileDoesNotName) {
  const office other;
  scenario::file with_back;
  with_back.proxies.push_back(
      {.id = "back",
       .listen = endpoint{.host = "127.0.0.1"},
       .upstream = {.endpoints = {other.server.where()}}}
  );
  const office one(with_back);
  const scenario::file from = with_stall();
  const scenario::conductor run(from);
  problems found;
  fleet all({one.control_address()}, from, 1, found);
  ASSERT_TRUE(found.empty());
  arm(all, run);
  EXPECT_THAT(
      state_of(one),
      testing::ContainsRegex("\"proxies\": .\n *\"front\"\n *.,\n *\"did\"")
  );
}

TEST(Fleet, HasAsManySidecarsAsTheFileExpects) {
  const office one;
  scenario::file from = with_stall();
  from.safety.expect_sidecars = 2;
  EXPECT_THAT(
      troubles(from, {one.control_address()}),
      ElementsAre("the file expects 2 sidecars, and there are 1")
  );
  EXPECT_THAT(troubles(from, {}), ElementsAre("the file expects 2 sidecars, and there are 0"));
}

TEST(Fleet, HasEachSidecarOnce) {
  const office one;
  EXPECT_THAT(
      troubles(with_stall(), {one.control_address(), one.control_address()}),
      ElementsAre(one.control_address().text() + " is a target twice")
  );
}

TEST(Fleet, AddsUpWhatItsSidecarsHaveCounted) {
  const office first, second;
  const scenario::file from = with_stall();
  problems found;
  fleet both({first.control_address(), second.control_address()}, from, 1, found);
  const auto on_first = first.connect();
  const auto on_second = second.connect(), again = second.connect();
  std::promise<std::uint64_t> opened;
  both.take_counts([&](std::size_t, const traffic::counts& all) { opened.set_value(all.opened); });
  EXPECT_EQ(opened.get_future().get(), 3);
  const auto records = both.records();
  ASSERT_EQ(records.size(), 2);
  EXPECT_EQ(records[0].connections, 1);
  EXPECT_EQ(records[1].connections, 2);
  EXPECT_EQ(records[1].control, second.control_address().text());
  EXPECT_THAT(records[1].proxies, ElementsAre("front"));
}

TEST(Fleet, KnowsHowFarClocksAreApart) {
  const office one;
  const scenario::file from = with_stall();
  problems found;
  const fleet alone({one.control_address()}, from, 1, found);
  const auto records = alone.records();
  ASSERT_EQ(records.size(), 1);
  EXPECT_GT(records[0].clock_within, 0ns);
  // It is the same clock.
  EXPECT_LE(std::max(records[0].clock_ahead, -records[0].clock_ahead), records[0].clock_within);
}

TEST(Fleet, KnowsHowLongItsWordTookUntilItWasInForce) {
  const office one;
  const scenario::file from = with_stall();
  problems found;
  fleet alone({one.control_address()}, from, 1, found);
  EXPECT_EQ(alone.records().at(0).armed_within, 0ns);
  arm(alone, scenario::conductor(from));
  EXPECT_GT(alone.records().at(0).armed_within, 0ns);
}

/// Waits until the fleet has lost a sidecar; says which, and why.
std::pair<std::size_t, std::string> next_loss(fleet& of) {
  const auto limit = std::chrono::steady_clock::now() + 10s;
  while (std::chrono::steady_clock::now() < limit) {
    const auto lost = of.take_lost();
    if (!lost.empty()) return lost.front();
    std::this_thread::sleep_for(10ms);
  }
  return {99, "none was lost"};
}

TEST(Fleet, LosesASidecarThatSomebodyHasCleared) {
  const office first, second;
  const scenario::file from = with_stall();
  problems found;
  fleet both({first.control_address(), second.control_address()}, from, 1, found);
  second.control("DELETE", "/v1/plan");
  const auto [which, why] = next_loss(both);
  EXPECT_EQ(which, 1);
  EXPECT_THAT(why, HasSubstr("there is no lease"));
  EXPECT_THAT(*both.trouble(), HasSubstr("1 of 2 sidecars are left, and the quorum is 2"));
}

TEST(Fleet, LosesASidecarThatIsSilentForALease) {
  const office first;
  auto second = std::make_unique<office>();
  scenario::file from = with_stall();
  from.safety.quorum = share{0.5};
  const scenario::conductor run(from);
  problems found;
  fleet both({first.control_address(), second->control_address()}, from, 1, found);
  ASSERT_TRUE(found.empty());
  second.reset();
  const auto start = std::chrono::steady_clock::now();
  const auto [which, why] = next_loss(both);
  EXPECT_GE(std::chrono::steady_clock::now() - start, 500ms);  // that, but for a renewal
  EXPECT_EQ(which, 1);
  EXPECT_THAT(why, HasSubstr("has been silent for 900ms"));
  EXPECT_EQ(both.trouble(), std::nullopt);
  arm(both, run);  // the others go on
  EXPECT_THAT(state_of(first), HasSubstr("\"kind\": \"stall\""));
}

TEST(Fleet, HasItsSidecarsKnowWhatTheRunDoes) {
  const office one;
  const scenario::file from = with_stall();
  problems found;
  {
    fleet alone({one.control_address()}, from, 1, found);
    scenario::run_story told{.state = scenario::run_state::done};
    told.verdict = scenario::verdict_kind::fail;
    alone.tell(told);
  }
  const std::string state = state_of(one);
  EXPECT_THAT(state, HasSubstr("\"verdict\": \"fail\""));
  EXPECT_THAT(state, HasSubstr("\"scenario\": \"test\""));
}

}  // namespace
}  // namespace surgeline::runner
