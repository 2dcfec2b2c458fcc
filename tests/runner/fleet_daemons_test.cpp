#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fleets.hpp"
#include "surgeline/config/json.hpp"
#include "surgeline/config/text_at.hpp"

namespace surgeline::runner {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

scenario::daemon before_front() {
  return {.id = "logd", .scope = scenario::daemon_scope::shared, .attach = {{.proxy = "front"}}};
}

/// What a sidecar serves whose connections wait for daemon `logd`.
scenario::file serving_a_daemon() {
  scenario::file made;
  made.daemons = {before_front()};
  return made;
}

/// A run that stalls it in its first phase.
scenario::file stalling_it() {
  scenario::file made = with_stall();
  made.daemons = {before_front()};
  made.faults.clear();
  scenario::add_fault(made, "freeze", fault::daemon_stall{}, {"bad"}).target.daemons.daemon =
      "logd";
  return made;
}

/// How the daemon of a sidecar is.
std::string daemon_at(const office& of) {
  problems found;
  const auto state = config::from_json(state_of(of), "", found);
  return state ? config::text_at(*state, "daemons", 0, "instances", 0, "state") : "";
}

TEST(FleetDaemons, AreStalledOnEverySidecarAndServeAgainAtTheEnd) {
  const office first{serving_a_daemon()}, second{serving_a_daemon()};
  const scenario::file from = stalling_it();
  {
    problems found;
    fleet both({first.control_address(), second.control_address()}, from, 1, found);
    ASSERT_TRUE(found.empty()) << found.list().front().what;
    arm(both, scenario::conductor(from));
    EXPECT_EQ(daemon_at(first), "stalled");
    EXPECT_EQ(daemon_at(second), "stalled");
  }
  EXPECT_EQ(daemon_at(first), "ok");
  EXPECT_EQ(daemon_at(second), "ok");
}

TEST(FleetDaemons, TellTheRunWhatTheirFaultsDid) {
  const office one{serving_a_daemon()};
  const scenario::file from = stalling_it();
  problems found;
  fleet alone({one.control_address()}, from, 1, found);
  arm(alone, scenario::conductor(from));
  std::promise<std::uint64_t> hit;
  alone.take_faults([&](fault::ledger did) { hit.set_value(did.of(0).injected); });
  EXPECT_EQ(hit.get_future().get(), 1);
}

TEST(FleetDaemons, HaveToBeThereOnASidecarAtLeast) {
  const office without;
  EXPECT_THAT(
      troubles(stalling_it(), {without.control_address()}),
      ElementsAre(HasSubstr("none of the sidecars has a daemon `logd`"))
  );
}

TEST(FleetDaemons, StayTheRunsOwnWhereServicesWaitForThem) {
  const office without;
  scenario::file from = stalling_it();
  from.daemons[0].attach[0] = {.service = "shop"};
  EXPECT_THAT(troubles(from, {without.control_address()}), IsEmpty());
}

}  // namespace
}  // namespace surgeline::runner
