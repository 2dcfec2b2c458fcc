#include "surgeline/sidecar/sidecar.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

#include "house.hpp"
#include "support/print.hpp"

namespace surgeline::sidecar {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// Waits until the workers have done what they have been told so far.
void catch_up(const house& served) {
  std::promise<void> done;
  served.one->proxies()[0].through->take_faults([&](const fault::ledger&) { done.set_value(); });
  done.get_future().wait();
}

TEST(Sidecar, CarriesBytes) {
  house served;
  auto ends = served.connect();
  round_trip(ends);
}

TEST(Sidecar, CarriesBytesOnSeveralWorkers) {
  scenario::file from;
  from.serve.workers.number = 2;
  house served(from);
  EXPECT_EQ(served.one->lags().size(), 2);
  for (int i = 0; i < 8; ++i) {
    auto ends = served.connect();
    round_trip(ends);
  }
}

TEST(Sidecar, ArmsStaticFaultsFromTheStart) {
  house served(with_static_latency(30ms));
  auto ends = served.connect();
  EXPECT_GE(round_trip(ends), 30ms);
}

TEST(Sidecar, PutsAPlanInForceOnOpenConnections) {
  house served;
  auto ends = served.connect();
  served.arm(fault::latency{.delay = distribution::fixed(30ms)}, 1min);
  EXPECT_GE(round_trip(ends), 30ms);
}

TEST(Sidecar, ClearsThePlanOfWhoeverFallsSilent) {
  house served;
  auto ends = served.connect();
  served.arm(fault::stall{}, 1s);
  ends.first.say("ping");
  EXPECT_TRUE(ends.second.is_silent_for(300ms));
  served.work_until([&] { return !served.said.empty(); });
  EXPECT_EQ(ends.second.hear(4), "ping");
  EXPECT_THAT(served.said, ElementsAre(HasSubstr("was not renewed: `bad` cleared")));
  EXPECT_EQ(served.one->leases().ran_out, 1);
}

TEST(Sidecar, HoldsBytesInTheWindowsOfAStallOnly) {
  scenario::file from;
  from.faults.push_back(
      {.id = "held",
       .what = fault::stall{},
       .schedule = scenario::schedule{.on = 300ms, .off = 300ms}}
  );
  house served(from);
  auto ends = served.connect();
  for (int window = 0; window < 3; ++window) {
    served.work_until([&] { return served.one->arms().standings()[0].in_force.has_value(); });
    catch_up(served);
    ends.first.say("ping");
    EXPECT_TRUE(ends.second.is_silent_for(50ms));
    served.work_until([&] { return !served.one->arms().standings()[0].in_force; });
    EXPECT_EQ(ends.second.hear(4), "ping");
  }
  EXPECT_THAT(served.said, IsEmpty());
}

TEST(Sidecar, EndsALeaseWhenItsOwnerSaysSo) {
  house served;
  const std::string lease = served.arm(fault::reset{}, 1min);
  bool gone = false;
  EXPECT_TRUE(served.one->end(lease, [&] { gone = true; }));
  served.work_until([&] { return gone; });
  EXPECT_THAT(served.one->arms().standings(), IsEmpty());
}

TEST(Sidecar, HearsWhatFaultsHaveDone) {
  house served;
  served.arm(fault::latency{.delay = distribution::fixed(1ms)}, 1min);
  auto ends = served.connect();
  round_trip(ends);
  bool heard = false;
  served.one->refresh([&] { heard = true; });
  served.work_until([&] { return heard; });
  ASSERT_FALSE(served.one->proxies()[0].tallies.empty());
  EXPECT_EQ(served.one->proxies()[0].tallies[0].injected, 1);
  EXPECT_TRUE(served.one->last_injection(0));
}

TEST(Sidecar, AnswersThoughAWorkerIsBusy) {
  house served;
  std::promise<void> over;
  auto ended = over.get_future().share();
  const auto start = steady_clock::now();
  bool heard = false;
  served.one->proxies()[0].through->take_counts([ended](const traffic::counts&) { ended.wait(); });
  served.one->refresh([&] { heard = true; });
  served.work_until([&] { return heard; });
  EXPECT_GE(steady_clock::now() - start, 20ms);
  over.set_value();
}

TEST(Sidecar, WritesDecisions) {
  house served(with_static_chance());
  auto client = traffic::wire::dial(served.where());
  client.say("hello");
  served.work_until([&] { return !served.decided.empty(); });
  EXPECT_THAT(served.decided, ElementsAre("front maybe 127.0.0.1#1"));
}

TEST(Sidecar, DrainsUntilTheLastConnectionHasEnded) {
  house served;
  auto ends = served.connect();
  bool ended = false;
  served.one->drain([&] { ended = true; });
  served.work_until([&] { return !is_listening(served.where()); });
  round_trip(ends);
  EXPECT_FALSE(ended);
  ends.first.close();
  ends.second.close();
  served.work_until([&] { return ended; });
}

TEST(Sidecar, ClearsFaultsBeforeItDrains) {
  house served(with_static_latency(1h));
  auto ends = served.connect();
  ends.first.say("ping");
  ends.second.say("pong");
  served.one->drain([] {});
  served.work_until([&] { return served.one->arms().standings().empty(); });
  EXPECT_EQ(ends.first.hear(4), "pong");
}

TEST(Sidecar, WaitsForNobodyLongerThanItsDrainTimeout) {
  scenario::file from;
  house served(from);
  scenario::file next = served.served;
  next.serve.drain_timeout = 50ms;
  served.reload(next);
  auto ends = served.connect();
  bool ended = false;
  served.one->drain([&] { ended = true; });
  served.work_until([&] { return ended; });
  EXPECT_THAT(
      served.said,
      ElementsAre("1 connection was still open after drain_timeout, and cut off")
  );
}

TEST(Sidecar, OpensNothingIfAPortIsTaken) {
  traffic::host taken;
  boost::asio::io_context context;
  scenario::file from{.format = 1};
  from.proxies.push_back(
      {.id = "front", .listen = taken.where(), .upstream = {.endpoints = {taken.where()}}}
  );
  sidecar one(context, from, [](const std::string&) {});
  const problems found = one.open([] {});
  ASSERT_EQ(found.size(), 1);
  EXPECT_THAT(found.list()[0].what, HasSubstr("proxy `front`: "));
  EXPECT_THAT(one.proxies(), IsEmpty());
}

}  // namespace
}  // namespace surgeline::sidecar
