#include "surgeline/sidecar/state.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "house.hpp"

namespace surgeline::sidecar {
namespace {

using namespace std::chrono_literals;
using config::find;

/// The text at the end of a path; empty if there is none.
template <class... Steps>
std::string text(const config::value& in, Steps... path) {
  const config::value* const found = find(in, path...);
  const auto* is = found == nullptr ? nullptr : found->template as<std::string>();
  return is == nullptr ? "" : *is;
}

TEST(State, NamesProxiesWithTheAddressesTheyReallyHave) {
  const house served;
  const config::value state = state_of(*served.one);
  EXPECT_EQ(text(state, "status"), "serving");
  EXPECT_EQ(text(state, "proxies", "front", "listen", 0), served.where().text());
  EXPECT_EQ(text(state, "proxies", "front", "upstream", 0), served.server.where().text());
}

TEST(State, ShowsAFaultWithItsOwnerAndItsEnd) {
  house served;
  const std::string lease = served.arm(fault::reset{}, 1min);
  const config::value state = state_of(*served.one);
  EXPECT_EQ(text(state, "faults", 0, "id"), "bad");
  EXPECT_EQ(text(state, "faults", 0, "kind"), "reset");
  EXPECT_EQ(text(state, "faults", 0, "owner"), "lease");
  EXPECT_EQ(text(state, "faults", 0, "by"), "v1");
  EXPECT_EQ(text(state, "faults", 0, "proxies", 0), "front");
  EXPECT_EQ(text(state, "faults", 0, "written", "kind"), "reset");
  EXPECT_TRUE(*find(state, "faults", 0, "in_force")->as<bool>());
  EXPECT_THAT(text(state, "faults", 0, "expires_at"), testing::EndsWith("Z"));
  EXPECT_EQ(text(state, "lease", "id"), lease);
  EXPECT_EQ(text(state, "lease", "lease"), "1m");
}

TEST(State, SaysWhetherAFaultIsInForceAndWhenThatChanges) {
  scenario::file from{.format = 1};
  from.faults.push_back(
      {.id = "later",
       .what = fault::stall{},
       .schedule = scenario::schedule{.at = {{30min}}, .lasting = distribution::fixed(1s)}}
  );
  const house served(from);
  const config::value state = state_of(*served.one);
  EXPECT_FALSE(*find(state, "faults", 0, "in_force")->as<bool>());
  EXPECT_LE(parse_duration(text(state, "faults", 0, "changes_in")), 30min);
  EXPECT_THAT(text(state, "faults", 0, "changes_at"), testing::EndsWith("Z"));
  EXPECT_GT(parse_duration(text(state, "faults", 0, "expires_in")), 30min);
}

TEST(State, HasNoLeaseWithoutAnOwner) {
  const house served;
  EXPECT_NE(lease_state(*served.one).as<std::monostate>(), nullptr);
}

TEST(State, CountsConnectionsAndBytes) {
  house served;
  auto ends = served.connect();
  ends.first.say("ping");
  ends.second.hear(4);
  served.wait_for_bytes(fault::direction::to_upstream, 4);
  const config::value state = state_of(*served.one);
  EXPECT_EQ(*find(state, "proxies", 0, "connections", "active")->as<std::int64_t>(), 1);
  EXPECT_EQ(*find(state, "proxies", 0, "bytes", "to_upstream")->as<std::int64_t>(), 4);
}

}  // namespace
}  // namespace surgeline::sidecar
