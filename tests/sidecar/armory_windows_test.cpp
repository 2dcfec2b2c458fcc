#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenario/print_window.hpp"
#include "support/at.hpp"
#include "support/print.hpp"
#include "surgeline/scenario/fault_windows.hpp"
#include "surgeline/sidecar/armory.hpp"

/// Faults with a schedule, or a life of their own.
namespace surgeline::sidecar {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

const scenario::schedule often{.every = 10s, .first = 2s, .lasting = distribution::fixed(1s)};

/// A stall `held`, in force now and then.
scenario::fault held(std::optional<scenario::schedule> when = often) {
  return {.id = "held", .what = fault::stall{}, .schedule = std::move(when)};
}

scenario::file with_front(std::vector<scenario::fault> faults = {}) {
  scenario::file made{.format = 1};
  made.proxies = {{.id = "front"}};
  made.faults = std::move(faults);
  return made;
}

/// The fault for a minute.
scenario::plan_request for_a_minute(scenario::fault of, std::optional<std::string> id = {}) {
  return {.faults = {std::move(of)}, .lease = 1min, .id = std::move(id)};
}

/// The faults that front's plan has.
std::vector<fault::armed> planned(armory& by) {
  return by.plan_for(with_front().proxies.front())->faults();
}

/// When the only fault of an armory is in force, as it says itself whenever it wants to be told the time.
std::vector<scenario::window> windows_of(armory& by, time_point start, time_point end) {
  std::vector<scenario::window> all;
  for (time_point now = start; now < end; now = by.next_change()) {
    by.advance(now);
    const auto& since = by.standings().front().in_force;
    if (!since) continue;
    if (all.empty() || start + all.back().from != *since) all.push_back({*since - start, {}});
    all.back().to = by.next_change() - start;
  }
  return all;
}

TEST(ArmoryWindows, PutAStaticFaultIntoThePlanWhileOneIsOpen) {
  armory arms(with_front({held()}), 1, at(0s));
  EXPECT_THAT(planned(arms), IsEmpty());
  EXPECT_EQ(arms.next_change(), at(2s));
  EXPECT_TRUE(arms.advance(at(2s)).windows);
  EXPECT_EQ(planned(arms).size(), 1);
  EXPECT_EQ(arms.next_change(), at(3s));
  EXPECT_TRUE(arms.advance(at(3s)).windows);
  EXPECT_THAT(planned(arms), IsEmpty());
}

TEST(ArmoryWindows, LeaveAFaultArmedBetweenThem) {
  armory arms(with_front({held()}), 1, at(0s));
  arms.advance(at(5s));
  ASSERT_EQ(arms.standings().size(), 1);
  EXPECT_EQ(arms.standings().front().in_force, std::nullopt);
  EXPECT_EQ(arms.end_of(arms.standings().front()), at(1h));
}

TEST(ArmoryWindows, ChangeNothingWithin) {
  armory arms(with_front({held()}), 1, at(0s));
  arms.advance(at(2s));
  EXPECT_TRUE(arms.advance(at(2500ms)).nothing());
}

TEST(ArmoryWindows, CountFromWhenAFaultWasArmed) {
  armory arms(with_front(), 1, at(0s));
  arms.put(for_a_minute(held()), at(7s));
  EXPECT_EQ(arms.next_change(), at(9s));
  arms.advance(at(9s));
  EXPECT_EQ(planned(arms).front().since, at(9s));
}

TEST(ArmoryWindows, MayOpenAtOnce) {
  armory arms(with_front(), 1, at(0s));
  arms.put(for_a_minute(held(scenario::schedule{.on = 1s, .off = 1s})), at(7s));
  EXPECT_EQ(planned(arms).size(), 1);
}

TEST(ArmoryWindows, AreThoseOfARunWithTheSeedOfTheLease) {
  armory arms(with_front(), 1, at(0s));
  const auto random =
      held(scenario::schedule{.poisson = rate{3}, .lasting = distribution::uniform(1ms, 200ms)});
  scenario::plan_request asked = for_a_minute(random);
  asked.seed = 77;
  arms.put(asked, at(5s));
  const auto expected =
      random.schedule->windows(1min, chance{77}, scenario::windows_name(random, 0));
  ASSERT_GT(expected.size(), 100);
  EXPECT_EQ(windows_of(arms, at(5s), at(65s)), expected);
}

TEST(ArmoryWindows, GoOnWhenAFaultIsPutAgain) {
  armory arms(with_front(), 1, at(0s));
  const grant given = arms.put(for_a_minute(held()), at(0s));
  arms.put(for_a_minute(held(), given.id), at(1s));
  EXPECT_EQ(arms.next_change(), at(2s));
}

TEST(ArmoryWindows, AreDrawnAnewForAnotherSeed) {
  armory arms(with_front(), 1, at(0s));
  const grant given = arms.put(for_a_minute(held()), at(0s));
  scenario::plan_request other = for_a_minute(held(), given.id);
  other.seed = 99;
  arms.put(other, at(1s));
  EXPECT_EQ(arms.standings().front().since, at(1s));
}

TEST(ArmoryWindows, GoOnWhenTheFileIsReadAgain) {
  armory arms(with_front({held()}), 1, at(0s));
  arms.advance(at(2500ms));
  arms.serve(with_front({held()}), at(2600ms));
  EXPECT_EQ(planned(arms).front().since, at(2s));
  EXPECT_EQ(arms.next_change(), at(3s));
}

TEST(ArmoryWindows, EndWithTheAgeOfAFault) {
  scenario::file from = with_front({held(scenario::schedule{.on = 1min, .off = 1s})});
  from.serve.max_fault_age.longest = 30s;
  armory arms(from, 1, at(0s));
  EXPECT_EQ(arms.next_change(), at(30s));
  EXPECT_THAT(arms.advance(at(30s)).ended, ElementsAre("held"));
}

TEST(ArmoryWindows, LetARampThatHoldsGoOn) {
  armory arms(with_front({held()}), 1, at(0s));
  for (const duration now : {2s, 3s, 12s}) arms.advance(at(now));
  EXPECT_EQ(planned(arms).front().first, at(2s));
  EXPECT_EQ(planned(arms).front().since, at(12s));
  EXPECT_EQ(arms.on_ramps(arms.standings().front(), at(12500ms)), 10500ms);
}

TEST(ArmoryWindows, LetARampThatDoesNotHoldBeginAgain) {
  scenario::fault one = held();
  one.probability = varying<share>({{0s, share{0}}, {1s, share{1}}}, curve::linear, false);
  armory arms(with_front({one}), 1, at(0s));
  for (const duration now : {2s, 3s, 12s}) arms.advance(at(now));
  EXPECT_EQ(planned(arms).front().first, at(12s));
}

TEST(ArmoryWindows, OfARunThatClearsAndArmsKeepTheClockOfItsRamps) {
  armory arms(with_front(), 1, at(0s));
  const grant given = arms.put(for_a_minute(held({})), at(1s));
  arms.put({.lease = 1min, .id = given.id}, at(2s));
  arms.put(for_a_minute(held({}), given.id), at(5s));
  EXPECT_EQ(planned(arms).front().first, at(1s));
  EXPECT_EQ(planned(arms).front().since, at(5s));
}

TEST(ArmoryWindows, BeginWithNewRampsForANewLease) {
  armory arms(with_front(), 1, at(0s));
  const grant given = arms.put(for_a_minute(held({})), at(1s));
  arms.end(given.id);
  arms.put(for_a_minute(held({})), at(5s));
  EXPECT_EQ(planned(arms).front().first, at(5s));
}

TEST(ArmoryWindows, OfARunAreNotTouchedWhenTheFileIsReadAgain) {
  scenario::fault waiting = held({});
  waiting.during = {"outage"};
  armory arms(with_front({waiting}), 1, at(0s));
  arms.put(for_a_minute(held({})), at(1s));
  const auto edition = planned(arms).front().edition;
  arms.serve(with_front({waiting}), at(2s));
  EXPECT_EQ(planned(arms).front().edition, edition);
}

TEST(ArmoryWindows, AreOverWhenAFaultHasLived) {
  scenario::fault one = held();
  one.ttl = 5s;
  armory arms(with_front({one}), 1, at(0s));
  EXPECT_EQ(arms.end_of(arms.standings().front()), at(5s));
  EXPECT_THAT(arms.advance(at(5s)).ended, ElementsAre("held"));
}

TEST(ArmoryWindows, AreOverBeforeTheLeaseWhenAFaultHasLived) {
  armory arms(with_front(), 1, at(0s));
  scenario::fault one = held({});
  one.ttl = 5s;
  arms.put(for_a_minute(one), at(1s));
  EXPECT_THAT(arms.advance(at(6s)).ended, ElementsAre("held"));
  EXPECT_TRUE(arms.held());
}

}  // namespace
}  // namespace surgeline::sidecar
