#include "surgeline/sidecar/armory.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "sidecar/arming.hpp"
#include "support/at.hpp"
#include "support/print.hpp"

namespace surgeline::sidecar {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using reply = grant::answer;

/// That file when `bad` waits for nothing any more.
scenario::file with_bad_static() {
  scenario::file made = served();
  made.faults.back().during.reset();
  return made;
}

class Armory : public testing::Test {
 protected:
  std::vector<std::string> in_force() const {
    std::vector<std::string> ids;
    for (const standing& one : arms_.standings())
      ids.push_back(arms_.catalogue().faults[one.slot].id);
    return ids;
  }

  /// Of the faults in the plan of `db`, in its order.
  std::vector<std::string> planned() {
    const auto plan = arms_.plan_for(served().proxies[1]);
    std::vector<std::string> ids;
    for (const fault::armed& one : plan->faults()) ids.push_back(one.id);
    return ids;
  }

  armory arms_{served(), 1, at(0s)};
};

TEST_F(Armory, ArmsTheStaticFaultsOfTheFileFromTheStart) {
  EXPECT_THAT(in_force(), ElementsAre("slow"));
}

TEST_F(Armory, LetsAStaticFaultGrowOld) {
  EXPECT_EQ(arms_.next_change(), at(1h));
  EXPECT_THAT(arms_.advance(at(1h)).ended, ElementsAre("slow"));
  EXPECT_THAT(in_force(), IsEmpty());
}

TEST_F(Armory, KeepsAStaticFaultForGoodIfTheFileAllowsIt) {
  scenario::file made = served();
  made.safety.allow_static = true;
  const armory arms(made, 1, at(0s));
  EXPECT_EQ(arms.next_change(), surgeline::never);
  EXPECT_EQ(arms.standings().front().ends, ending::never);
}

TEST_F(Armory, ArmsAPlanBesideTheStaticFaults) {
  const grant given = arms_.put(plan("cut"), at(1s));
  EXPECT_EQ(given.what, reply::given);
  EXPECT_THAT(in_force(), ElementsAre("slow", "cut"));
  EXPECT_EQ(arms_.standings().back().ends, ending::lease);
}

TEST_F(Armory, ClearsThePlanOfWhoeverFallsSilent) {
  const grant given = arms_.put(plan("cut"), at(1s));
  EXPECT_EQ(arms_.next_change(), at(11s));
  EXPECT_TRUE(arms_.advance(at(10s)).nothing());
  const change made = arms_.advance(at(11s));
  EXPECT_EQ(made.lease, given.id);
  EXPECT_THAT(made.ended, ElementsAre("cut"));
  EXPECT_THAT(in_force(), ElementsAre("slow"));
}

TEST_F(Armory, HoldsAPlanThatIsRenewed) {
  const grant given = arms_.put(plan("cut"), at(1s));
  EXPECT_TRUE(arms_.renew(given.id, at(9s)));
  EXPECT_TRUE(arms_.advance(at(11s)).nothing());
  EXPECT_EQ(arms_.next_change(), at(19s));
}

TEST_F(Armory, SaysWhenAFaultEndsUnlessItsLeaseIsRenewed) {
  const grant given = arms_.put(plan("cut"), at(1s));
  EXPECT_EQ(arms_.end_of(arms_.standings().back()), at(11s));
  arms_.renew(given.id, at(5s));
  EXPECT_EQ(arms_.end_of(arms_.standings().back()), at(15s));
  EXPECT_EQ(arms_.end_of(arms_.standings().front()), at(1h));
}

TEST_F(Armory, LetsNoFaultGrowOlderThanItMay) {
  const grant given = arms_.put(plan("cut"), at(1s));
  for (duration now = 5s; now < 1h + 1s; now += 5s) arms_.renew(given.id, at(now));
  EXPECT_THAT(arms_.advance(at(1h + 1s)).ended, testing::Contains("cut"));
  EXPECT_TRUE(arms_.held());
}

TEST_F(Armory, CountsTheAgeOfAFaultThatIsPutAgain) {
  const grant given = arms_.put(plan("cut"), at(1s));
  arms_.put(plan("cut", given.id), at(9s));
  EXPECT_EQ(arms_.standings().back().since, at(1s));
}

TEST_F(Armory, StartsAFaultAnewThatHasChanged) {
  const grant given = arms_.put(plan("cut"), at(1s));
  scenario::plan_request other = plan("cut", given.id);
  other.faults.front().probability = share{0.5};
  arms_.put(other, at(9s));
  EXPECT_EQ(arms_.standings().back().since, at(9s));
}

TEST_F(Armory, GivesThePlanToOneOwnerAtATime) {
  const grant first = arms_.put(plan("cut"), at(1s));
  const grant second = arms_.put(plan("other"), at(2s));
  EXPECT_EQ(second.what, reply::taken);
  EXPECT_EQ(second.id, first.id);
  EXPECT_THAT(in_force(), ElementsAre("slow", "cut"));
}

TEST_F(Armory, ReplacesThePlanOfAnOwner) {
  const grant given = arms_.put(plan("cut"), at(1s));
  EXPECT_EQ(arms_.put(plan("other", given.id), at(2s)).what, reply::given);
  EXPECT_THAT(in_force(), ElementsAre("slow", "other"));
}

TEST_F(Armory, KnowsNoLeaseThatHasRunOut) {
  const grant given = arms_.put(plan("cut"), at(1s));
  arms_.advance(at(1min));
  EXPECT_FALSE(arms_.renew(given.id, at(1min)));
  EXPECT_FALSE(arms_.end(given.id));
  EXPECT_EQ(arms_.put(plan("cut", given.id), at(1min)).what, reply::unknown);
}

TEST_F(Armory, GivesEveryLeaseAnotherId) {
  const grant first = arms_.put(plan("cut"), at(1s));
  arms_.end(first.id);
  EXPECT_NE(arms_.put(plan("cut"), at(2s)).id, first.id);
  armory after_restart(served(), 2, at(0s));
  EXPECT_NE(after_restart.put(plan("cut"), at(1s)).id, first.id);
}

TEST_F(Armory, ClearsEverythingWhenItIsTold) {
  arms_.put(plan("cut"), at(1s));
  arms_.clear();
  EXPECT_THAT(in_force(), IsEmpty());
  EXPECT_FALSE(arms_.held());
}

TEST_F(Armory, ArmsStaticFaultsAgainWithTheNextFile) {
  arms_.clear();
  arms_.serve(served(), at(5s));
  EXPECT_THAT(in_force(), ElementsAre("slow"));
}

TEST_F(Armory, KeepsTheLeaseWhenTheFileChanges) {
  arms_.put(plan("cut"), at(1s));
  scenario::file next = served();
  next.faults.clear();
  arms_.serve(next, at(5s));
  EXPECT_THAT(in_force(), ElementsAre("cut"));
}

TEST_F(Armory, RemembersTheNumberOfAFault) {
  const grant first = arms_.put(plan("cut"), at(1s));
  const auto slot = arms_.standings().back().slot;
  arms_.end(first.id);
  arms_.put(plan("cut"), at(2s));
  EXPECT_EQ(arms_.standings().back().slot, slot);
}

TEST_F(Armory, RefusesFaultsWithoutEnd) {
  scenario::plan_request many{.lease = 10s};
  for (std::size_t i = 0; i < armory::most_faults; ++i)
    many.faults.push_back({.id = "f" + std::to_string(i), .what = fault::reset{}});
  EXPECT_EQ(arms_.put(many, at(1s)).what, reply::too_many);
  EXPECT_THAT(in_force(), ElementsAre("slow"));
  EXPECT_FALSE(arms_.held());
}

TEST_F(Armory, PlansForEachProxyWhatIsMeantForIt) {
  scenario::plan_request asked = plan("cut");
  asked.faults.front().target.proxy = {"db"};
  arms_.put(asked, at(1s));
  EXPECT_EQ(arms_.plan_for(served().proxies[0])->faults().size(), 1);
  EXPECT_EQ(arms_.plan_for(served().proxies[1])->faults().size(), 2);
}

TEST_F(Armory, PlansInTheOrderOfTheFileWhateverWasHeardOfFirst) {
  scenario::file next = served();
  next.faults.insert(next.faults.begin(), {.id = "new", .what = fault::reset{}});
  arms_.serve(next, at(1s));
  EXPECT_THAT(planned(), ElementsAre("new", "slow"));
}

TEST_F(Armory, PlansInTheOrderOfThePlanBehindTheFile) {
  scenario::plan_request asked = plan("a");
  asked.faults.push_back({.id = "b", .what = fault::stall{}});
  const grant given = arms_.put(asked, at(1s));
  std::ranges::reverse(asked.faults);
  asked.id = given.id;
  arms_.put(asked, at(2s));
  EXPECT_THAT(planned(), ElementsAre("slow", "b", "a"));
}

TEST_F(Armory, LeavesOutWhatIsNotEnabled) {
  scenario::plan_request asked = plan("cut");
  asked.faults.front().enabled = false;
  arms_.put(asked, at(1s));
  EXPECT_THAT(in_force(), ElementsAre("slow"));
}

TEST_F(Armory, GivesNoLeaseTheIdOfAStaticFault) {
  const grant refused = arms_.put(plan("slow"), at(1s));
  EXPECT_EQ(refused.what, reply::id_taken);
  EXPECT_EQ(refused.id, "slow");
  EXPECT_THAT(in_force(), ElementsAre("slow"));
  EXPECT_FALSE(arms_.held());
}

TEST_F(Armory, GivesTheIdOfAFaultThatWaitsForItsPhaseToARun) {
  EXPECT_EQ(arms_.put(plan("bad"), at(1s)).what, reply::given);
}

TEST_F(Armory, FindsAProblemInAFileWhoseStaticFaultIsCalledAsOneOfTheLease) {
  const grant given = arms_.put(plan("bad"), at(1s));
  const problems found = arms_.announce(with_bad_static());
  ASSERT_EQ(found.size(), 1);
  EXPECT_EQ(found.list()[0].what, "a fault of lease " + given.id + " is called `bad` too");
}

TEST_F(Armory, FindsItWhateverTheirKinds) {
  arms_.put(plan("bad"), at(1s));
  scenario::file next = with_bad_static();
  next.faults.back().what = fault::stall{};
  EXPECT_EQ(arms_.announce(next).size(), 1);
}

TEST_F(Armory, FindsNoneOnceTheLeaseHasEnded) {
  arms_.end(arms_.put(plan("bad"), at(1s)).id);
  EXPECT_TRUE(arms_.announce(with_bad_static()).empty());
}

TEST_F(Armory, GivesNoLeaseAnIdOfTheFileThatIsToCome) {
  EXPECT_TRUE(arms_.announce(with_bad_static()).empty());
  EXPECT_EQ(arms_.put(plan("bad"), at(1s)).what, reply::id_taken);
}

TEST_F(Armory, GivesItOnceThatFileIsCalledOff) {
  arms_.announce(with_bad_static());
  arms_.call_off();
  EXPECT_EQ(arms_.put(plan("bad"), at(1s)).what, reply::given);
}

TEST_F(Armory, GivesTheIdOfAStaticFaultThatTheNextFileHasNoMore) {
  scenario::file next = served();
  next.faults.clear();
  arms_.announce(next);
  arms_.serve(next, at(1s));
  EXPECT_EQ(arms_.put(plan("slow"), at(2s)).what, reply::given);
}

}  // namespace
}  // namespace surgeline::sidecar
