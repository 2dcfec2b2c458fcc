#include "surgeline/runner/live.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <stdexcept>
#include <string>

#include "support/frame_peer.hpp"
#include "support/print.hpp"
#include "support/scenario_maker.hpp"
#include "surgeline/net/listener.hpp"
#include "surgeline/sim/simulate.hpp"

namespace surgeline::runner {
namespace {

using namespace std::chrono_literals;
using measure::instrument;
using scenario::phase_role;
using testing::HasSubstr;

/// A scenario through a proxy, five times as fast as its file says, and its one run.
class Live : public testing::Test {
 protected:
  Live() { file_.head.speedup = 5; }

  void run(const scenario::observer& watch = {}) {
    auto result = run_live(file_, 1, watch);
    ASSERT_TRUE(std::holds_alternative<scenario::record>(result));
    made_ = std::get<scenario::record>(std::move(result));
  }
  /// The phases `bad`, in which this fault is in force, and `after`.
  scenario::fault& break_it(fault::kind how) {
    scenario::add_phase(file_, "bad", 500ms, phase_role::normal);
    scenario::add_phase(file_, "after", 1s, phase_role::recover);
    return scenario::add_fault(file_, "broken", std::move(how), {"bad"});
  }

  double counted(instrument what, const std::string& subject = "load.users") const {
    return made_.recording.sum(subject, what, time_point{}, time_point{1h});
  }
  double counted_in(const std::string& phase, instrument what) const {
    for (const scenario::stage& ran : made_.course.stages) {
      if (file_.phases[ran.phase].id != phase) continue;
      return made_.recording.sum("load.users", what, ran.when.from, ran.when.to);
    }
    return 0;
  }
  double open_at_the_end() const {
    return made_.recording.last("load.users", instrument::open, made_.recording.complete());
  }

  scenario::file file_ = scenario::proxied_scenario();
  scenario::record made_;
};

TEST_F(Live, AnswersALoadThroughAProxy) {
  run();
  EXPECT_GT(counted(instrument::succeeded), 100);
  EXPECT_GT(counted(instrument::bytes, "proxy.front"), 100 * 2 * 16);
}

TEST_F(Live, AnswersALoadWithoutAProxy) {
  file_ = scenario::direct_scenario();
  run();
  EXPECT_GT(counted(instrument::succeeded), 50);
}

TEST_F(Live, LosesNoRequest) {
  break_it(fault::reset{});
  scenario::add_policy(file_, 100ms, {.kind = resilience::growth::fixed, .attempts = 2});
  run();
  double ended = 0;
  for (const instrument how :
       {instrument::succeeded,
        instrument::rejected,
        instrument::timed_out,
        instrument::broken,
        instrument::unreachable,
        instrument::dropped}) {
    ended += counted(how);
  }
  EXPECT_GT(counted(instrument::broken), 0);
  EXPECT_EQ(counted(instrument::offered), ended + open_at_the_end());
}

TEST_F(Live, WalksThePhasesAsTheSimulatorDoes) {
  break_it(fault::latency{.delay = distribution::fixed(10ms)});
  run();
  EXPECT_EQ(made_.course, sim::simulate(file_, 1).course);
}

TEST_F(Live, DelaysWhatALatencyTouches) {
  break_it(fault::latency{.delay = distribution::fixed(200ms)});
  run();
  const auto late =
      made_.recording
          .merged("load.users", instrument::latency, time_point{1250ms}, time_point{1500ms});
  EXPECT_GT(late.count(), 0);
  EXPECT_GE(late.quantile(0), 198ms);
}

TEST_F(Live, HoldsEverythingInAStall) {
  break_it(fault::stall{});
  run();
  const double held = made_.recording.last("proxy.front", instrument::held, time_point{1500ms});
  EXPECT_GT(held, 0);
}

TEST_F(Live, ReleasesEverythingWhenAStallEnds) {
  break_it(fault::stall{});
  run();
  const auto late =
      made_.recording
          .merged("load.users", instrument::latency, time_point{1500ms}, time_point{2500ms});
  EXPECT_GE(late.max(), 250ms);
  EXPECT_EQ(made_.recording.last("proxy.front", instrument::held, time_point{2500ms}), 0);
  EXPECT_EQ(counted(instrument::offered), counted(instrument::succeeded) + open_at_the_end());
}

TEST_F(Live, NotesWhatWasHeldUntilTheEnd) {
  scenario::add_phase(file_, "bad", 2500ms, phase_role::normal);
  scenario::add_fault(file_, "broken", fault::stall{}, {"bad"});
  run();
  EXPECT_GT(made_.ledger.tallies().at(0).delayed, 0);
}

TEST_F(Live, BreaksConnectionsThatAreReset) {
  break_it(fault::reset{});
  run();
  EXPECT_GT(counted_in("bad", instrument::broken), 0);
}

TEST_F(Live, ConnectsAgainAfterAReset) {
  break_it(fault::reset{});
  run();
  EXPECT_GT(counted_in("after", instrument::succeeded), 0);
}

TEST_F(Live, ResetsNobodyWhoConnectedBeforeTheFault) {
  break_it(fault::reset{.when = fault::reset_moment::accept});
  run();
  EXPECT_EQ(counted(instrument::broken), 0);
}

TEST_F(Live, GivesEachReplicaAListenerOfItsOwn) {
  file_.services.front().replicas = 3;
  file_.proxies.front().each = scenario::fan::endpoint;
  break_it(fault::latency{.delay = distribution::fixed(1ms)}).probability = share{0.5};
  run();
  std::set<std::string> listeners;
  for (const fault::decision& one : made_.ledger.decisions()) {
    listeners.insert(one.key.substr(one.key.find('/')));
  }
  EXPECT_THAT(listeners, testing::ElementsAre("/1#1", "/2#1", "/3#1"));
}

TEST_F(Live, CutsTheLoadForARelief) {
  scenario::add_phase(file_, "bad", 250ms, phase_role::normal);
  scenario::add_phase(file_, "after", 3s, phase_role::recover);
  scenario::add_fault(file_, "broken", fault::latency{}, {"bad"});
  file_.recovery = {
      .metric = "load.users.goodput",
      .at_least = {3},
      .of = scenario::reference::offered,
      .stable_for = 1s,
      .deadline = 250ms,
      .probe_relief = scenario::relief{.rate = share{0}, .at_most = 1s}
  };
  run();
  ASSERT_TRUE(made_.course.relief);
  const auto [from, to] = *made_.course.relief;
  EXPECT_EQ(made_.recording.sum("load.users", instrument::offered, from + 500ms, to), 0);
  EXPECT_GT(made_.recording.sum("load.users", instrument::offered, to, made_.course.end), 0);
}

/// A check whose number is the exit code of a shell command.
scenario::enquiry exit_of(std::string command) {
  return {
      .source = scenario::source::command,
      .run = {"sh", "-c", std::move(command)},
      .every = 250ms
  };
}

TEST_F(Live, AsksOthersWhatItsChecksWantToKnow) {
  file_.steady_states = {{.id = "zero", .asks = exit_of("exit 3")}};
  run();
  ASSERT_FALSE(made_.course.answers.empty());
  for (const scenario::answer& one : made_.course.answers) EXPECT_EQ(one.value, 3);
}

TEST_F(Live, StopsWhenSomebodyElseSaysSo) {
  file_.phases.front().length = 1h;
  scenario::abort_rule rule{.id = "hurt", .asks = exit_of("exit 1")};
  rule.when.above = scenario::amount{0, "0"};
  file_.aborts = {rule};
  run();
  ASSERT_TRUE(made_.course.aborted);
  EXPECT_EQ(made_.course.aborted->rule, "hurt");
  EXPECT_LT(made_.course.end, time_point{1h});
}

TEST_F(Live, ShowsWhatItKnowsUntilTheEnd) {
  time_point known{};
  run([&](time_point, const scenario::conductor&, const measure::recording& seen) {
    EXPECT_GE(seen.complete(), known);
    known = seen.complete();
    return true;
  });
  EXPECT_EQ(known, time_point{1s});
}

TEST_F(Live, StopsWhenTheObserverSaysSo) {
  file_.phases.front().length = 1h;
  run([](auto&&...) { return false; });
  ASSERT_TRUE(made_.course.aborted);
  EXPECT_EQ(made_.course.aborted->text, "interrupted");
  EXPECT_LT(made_.course.end, time_point{1h});
}

TEST_F(Live, StopsWhenTheWallClockRunsOut) {
  file_.phases.front().length = 1h;
  file_.head.max_wall = 20ms;
  run();
  ASSERT_TRUE(made_.course.aborted);
  EXPECT_EQ(made_.course.aborted->code, "max_wall");
}

TEST_F(Live, EndsCleanlyWhenTheObserverThrows) {
  const auto thrower = [](auto&&...) -> bool { throw std::runtime_error("no"); };
  EXPECT_THROW(run_live(file_, 1, thrower), std::runtime_error);
}

TEST_F(Live, SaysThatAPortIsTaken) {
  net::failure why;
  const net::listener taken = net::listen({.host = "127.0.0.1"}, why);
  file_.proxies.front().listen = taken.local();
  const auto result = run_live(file_, 1);
  ASSERT_TRUE(std::holds_alternative<problems>(result));
  const auto& found = std::get<problems>(result).list();
  ASSERT_EQ(found.size(), 1);
  EXPECT_THAT(
      found[0].what,
      HasSubstr("cannot listen on " + taken.local().text() + ": it is in use")
  );
}

TEST_F(Live, LeavesNobodyListening) {
  net::failure why;
  net::listener chosen = net::listen({.host = "127.0.0.1"}, why);
  const endpoint where = chosen.local();
  chosen.close();
  file_.proxies.front().listen = where;
  bool listened = false;
  run([&](auto&&...) {
    listened = static_cast<bool>(frame_peer{where});
    return true;
  });
  EXPECT_TRUE(listened);
  EXPECT_FALSE(frame_peer{where});
}

}  // namespace
}  // namespace surgeline::runner
