#include "surgeline/sidecar/differences.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace surgeline::sidecar {
namespace {

using testing::ElementsAre;

scenario::file before() {
  scenario::file made{.format = 1};
  made.proxies = {{.id = "cache"}, {.id = "db"}};
  made.faults = {{.id = "slow"}};
  return made;
}

TEST(Differences, AreNoneBetweenEqualFiles) { EXPECT_TRUE(between(before(), before()).none()); }

TEST(Differences, AreProxiesThatComeGoOrChange) {
  scenario::file next = before();
  next.proxies[0].limits.connections = 5;
  next.proxies[1].id = "queue";
  const differences all = between(before(), next);
  EXPECT_THAT(all.changed, ElementsAre("cache"));
  EXPECT_THAT(all.removed, ElementsAre("db"));
  EXPECT_THAT(all.added, ElementsAre("queue"));
}

TEST(Differences, AreFaultsAndHowLongTheyMayStay) {
  scenario::file next = before();
  next.faults.front().probability = share{0.5};
  EXPECT_TRUE(between(before(), next).faults);
  next = before();
  next.serve.max_fault_age.longest = forever;
  EXPECT_TRUE(between(before(), next).faults);
}

TEST(Differences, AreAllProxiesWhenOtherClientsAreSpared) {
  scenario::file next = before();
  next.safety.control = {.share = share{0.1}};
  EXPECT_THAT(between(before(), next).changed, ElementsAre("cache", "db"));
  scenario::file other_seed = next;
  other_seed.head.seed = 2;
  EXPECT_THAT(between(next, other_seed).changed, ElementsAre("cache", "db"));
}

TEST(Differences, SayWhatTakesARestart) {
  scenario::file next = before();
  next.serve.workers.number = 2;
  EXPECT_THAT(sentences(between(before(), next)), ElementsAre("[serve] `workers` takes a restart"));
}

}  // namespace
}  // namespace surgeline::sidecar
