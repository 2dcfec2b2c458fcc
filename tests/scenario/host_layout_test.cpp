#include "surgeline/scenario/host_layout.hpp"

#include <gmock/gmock.h>

namespace surgeline::scenario {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

/// Two services that share hosts, a cache on one of its own, and a real one.
file neighbours() {
  file made;
  made.services = {
      {.id = "orders", .replicas = 4, .hosts = {{"h1", "h2", "h3"}}, .labels = {{"h3", "old"}}},
      {.id = "search", .replicas = 2, .hosts = {{"h2", "h3"}}},
      {.id = "cache", .role = role::cache},
      {.id = "bank", .role = role::external, .hosts = {{"h9"}}},
  };
  return made;
}

fault crash_of(const daemon_target& where, const config::one_or_more<std::string>& services = {}) {
  fault one{.id = "crash", .what = surgeline::fault::host_crash{}};
  one.target.daemons = where;
  one.target.service = services;
  return one;
}

std::vector<std::uint32_t> targets(const fault& of, std::uint64_t seed = 1) {
  const file made = neighbours();
  return host_layout(made).targets(of, chance{seed});
}

TEST(HostLayout, HasEachHostOfALabServiceOnce) {
  const file made = neighbours();
  EXPECT_THAT(host_layout(made).hosts(), ElementsAre("h1", "h2", "h3", "cache-1"));
}

TEST(HostLayout, KnowsWhoLivesTogether) {
  const file made = neighbours();
  EXPECT_THAT(
      host_layout(made).touched(1, crash_of({})),
      ElementsAre(resident{0, 1}, resident{1, 0})
  );
  EXPECT_THAT(
      host_layout(made).touched(0, crash_of({})),
      ElementsAre(resident{0, 0}, resident{0, 3})
  ) << "going round";
}

TEST(HostTargets, AreAllHostsUnlessTheySay) { EXPECT_THAT(targets(crash_of({})), SizeIs(4)); }

TEST(HostTargets, AreThoseTheyName) {
  EXPECT_THAT(targets(crash_of({.hosts = {{"h3", "h1"}}})), ElementsAre(0, 2));
}

TEST(HostTargets, AreThoseWithALabel) {
  EXPECT_THAT(targets(crash_of({.label = "old"})), ElementsAre(2));
}

TEST(HostTargets, AreThoseOfTheServicesThatAreNamed) {
  EXPECT_THAT(targets(crash_of({}, {"search"})), ElementsAre(1, 2));
}

TEST(HostTargets, AreThoseOfCachesWhereSomethingIsToBeForgotten) {
  const fault flush{.id = "flush", .what = surgeline::fault::cache_flush{}};
  EXPECT_THAT(targets(flush), ElementsAre(3));
}

TEST(HostTargets, AreSoManyDrawnFromTheSeed) {
  EXPECT_THAT(targets(crash_of({.count = 2})), SizeIs(2));
  std::vector<bool> seen(4);
  for (std::uint64_t seed = 0; seed < 100; ++seed)
    seen[targets(crash_of({.count = 1}), seed)[0]] = true;
  EXPECT_THAT(seen, ElementsAre(true, true, true, true));
}

TEST(HostTargets, AreNoneWhereNothingFits) {
  EXPECT_THAT(targets(crash_of({.hosts = {{"h1"}}}, {"search"})), IsEmpty());
}

}  // namespace
}  // namespace surgeline::scenario
