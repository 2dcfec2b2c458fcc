#include "surgeline/report/outline.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "samples.hpp"
#include "surgeline/report/text.hpp"

namespace surgeline::report {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

scenario::file with(surgeline::fault::kind what) {
  scenario::file made = samples::file(false);
  made.faults.front().what = std::move(what);
  return made;
}

TEST(Outline, NotesWhatOnlySocketsHave) {
  EXPECT_THAT(notes(samples::file(false), 120, false), IsEmpty());
  EXPECT_THAT(
      notes(with(surgeline::fault::cut{.after_time = 1s}), 140, false),
      ElementsAre(" note          fault `switch-outage` is for `run` only: it needs sockets, `sim` "
                  "does not model the age of connections")
  );
}

TEST(Outline, BreaksNotesToFit) {
  const auto lines = notes(with(surgeline::fault::corrupt{}), 60, false);
  EXPECT_GT(lines.size(), 1);
  for (const std::string& line : lines) EXPECT_LE(columns_of(line), 60);
  EXPECT_THAT(lines.back(), HasSubstr("bytes"));
}

TEST(Outline, PaintsNotesOnATerminal) {
  EXPECT_THAT(notes(with(surgeline::fault::corrupt{}), 120, true).front(), HasSubstr("\x1b["));
}

TEST(Outline, NotesNothingAboutAFaultThatIsNeverArmed) {
  scenario::file made = with(surgeline::fault::corrupt{});
  made.faults.front().enabled = false;
  EXPECT_THAT(notes(made, 120, false), IsEmpty());
}

TEST(Outline, NotesWhichPathsAFaultLeavesAlone) {
  scenario::file made = with(surgeline::fault::http_hang{});
  for (scenario::proxy& one : made.proxies) one.protocol = scenario::protocol::http;
  EXPECT_THAT(
      notes(made, 140, false),
      Contains(HasSubstr("`switch-outage` leaves /healthz, /livez, /readyz alone"))
  );
  made.faults.front().target.who.spare_health = false;
  EXPECT_THAT(notes(made, 140, false), Not(Contains(HasSubstr("alone"))));
}

TEST(Outline, PredictsTheWayBackFromASingleWindow) {
  scenario::file made = samples::file(false);
  EXPECT_THAT(outline(made, 120), Contains(HasSubstr("without retries back after")));
  made.faults.front().schedule = scenario::schedule{.on = 1s, .off = 1s};
  EXPECT_THAT(outline(made, 120), Not(Contains(HasSubstr("without retries back after"))));
}

TEST(Outline, NotesAWindowThatItsPhaseEnds) {
  scenario::file made = samples::file(false);
  made.faults.front().schedule =
      scenario::schedule{.at = {{0s}}, .lasting = distribution::fixed(10s)};
  EXPECT_THAT(notes(made, 200, false), IsEmpty());
  made.faults.front().schedule->lasting = distribution::fixed(30s);
  EXPECT_THAT(
      notes(made, 200, false),
      Contains(HasSubstr("`switch-outage` is to last 30s, and ends with its phase after 10s"))
  );
}

TEST(Outline, GoesOnBelowWhereALineIsTooLong) {
  scenario::file made = samples::file(true);
  made.policies.front().budget.emplace();
  for (const std::string& line : outline(made, 60)) EXPECT_LE(columns_of(line), 60) << line;
  EXPECT_THAT(outline(made, 60), Contains("               stable below 150/s, vulnerable here"));
}

TEST(Outline, NamesWhatIsFullFirst) {
  scenario::file made = samples::file(false);
  scenario::service narrow = made.services.front();
  narrow.id = "ledger";
  narrow.service_time = distribution::fixed(10ms);
  made.services.push_back(narrow);
  made.services.front().slots = 100;
  made.services.front().calls = {{.to = "ledger"}};
  EXPECT_THAT(outline(made, 120), Contains(HasSubstr("280% of 100/s, where ledger is full")));
}

/// Half of what a shop's cache is asked for it has, when it is warm.
scenario::file with_a_cache() {
  scenario::file made = samples::file(false);
  made.services.front().slots = 2000;
  made.services.front().calls = {{.to = "cache"}};
  made.services.push_back(
      {.id = "cache",
       .role = scenario::role::cache,
       .slots = 100,
       .service_time = distribution::fixed(1ms),
       .calls = {{.to = "store"}}}
  );
  made.services.back().cache = {.keys = 100'000, .size = 50'000, .zipf = 0};
  made.services.push_back({.id = "store", .slots = 4, .service_time = distribution::fixed(10ms)});
  return made;
}

TEST(Outline, SizesWithCachesWarmAndCold) {
  EXPECT_THAT(
      outline(with_a_cache(), 200),
      Contains(HasSubstr(
          "35% of 800/s, where store is full; with cache cold 70% of 400/s, where store is full"
      ))
  );
}

TEST(Outline, SaysHowOftenACacheHasTheAnswer) {
  EXPECT_THAT(
      outline(with_a_cache(), 200),
      Contains(HasSubstr("50000 of 100000 keys, 50.0% hits in the long run"))
  );
}

TEST(Outline, SaysWhatAClosedLoadAsksForAtMost) {
  scenario::file made = samples::file(false);
  scenario::load& users = made.loads.front();
  users.model = scenario::load_model::closed;
  users.clients = {.count = 30, .think = distribution::fixed(96'666'667ns)};
  EXPECT_THAT(outline(made, 200), Contains(HasSubstr("300/s at most, while nobody waits")));
}

TEST(Outline, DescribesDaemonsAndWhoAsksThem) {
  scenario::file made = samples::file(false);
  made.daemons.push_back(
      {.id = "logd",
       .scope = scenario::daemon_scope::shared,
       .slots = 3,
       .service_time = distribution::fixed(2ms),
       .attach = {{.service = "db", .share = share{0.5}, .timeout = 80ms}}}
  );
  EXPECT_THAT(
      outline(made, 200),
      Contains(HasSubstr(
          "a daemon, shared: 3 slots × 2ms; it is asked by 50% of db before for 80ms at most"
      ))
  );
}

// (280·10 − 300·1)/(300 − 280) = 125 s.
TEST(Outline, NotesADeadlineThatIsShorterThanTheBacklogNeeds) {
  scenario::file made = samples::file(false);
  EXPECT_THAT(notes(made, 200, false), IsEmpty());
  made.recovery->deadline = 100s;
  EXPECT_THAT(
      notes(made, 200, false),
      ElementsAre(HasSubstr("`deadline` of [recovery] is 1m40s, but the backlog of `db` takes 125 s"
      ))
  );
}

TEST(Outline, SaysWhatAFaultOfADaemonCostsByItself) {
  scenario::file made = samples::file(false);
  made.services.front().replicas = 4;
  made.daemons.push_back(
      {.id = "logd",
       .scope = scenario::daemon_scope::per_replica,
       .attach = {{.service = made.services.front().id}}}
  );
  scenario::fault& one = made.faults.front();
  one = {.id = "freeze", .what = surgeline::fault::daemon_stall{}, .during = one.during};
  one.target.daemons = {.daemon = "logd", .count = 1};
  one.schedule = {.on = 1s, .off = 1s};
  EXPECT_THAT(
      outline(made, 200),
      Contains(AllOf(
          HasSubstr("naive cost"),
          HasSubstr("freeze: 1 of 4 instances of `logd` × 50 % of"),
          HasSubstr("≈ 12.5 % of those who come to it")
      ))
  );
}

TEST(Outline, SaysWhatAFaultOfHostsCostsByItself) {
  scenario::file made = samples::file(false);
  scenario::service& shop = made.services.front();
  shop.replicas = 4;
  shop.hosts = {{"h1", "h2"}};
  scenario::fault& one = made.faults.front();
  one = {.id = "crash", .what = surgeline::fault::host_crash{}, .during = one.during};
  one.target.daemons.hosts = {{"h2"}};
  EXPECT_THAT(
      outline(made, 200),
      Contains(AllOf(
          HasSubstr("crash: 1 of 2 hosts × 100 % of"),
          HasSubstr("2 of 4 replicas of `" + shop.id + "` ≈ 50 % of its jobs")
      ))
  );
}

TEST(Outline, NotesWhomNoFaultTouches) {
  scenario::file made = samples::file(false);
  made.safety.control = {
      .share = share{0.05},
      .key = surgeline::fault::identity::of_header("x-user")
  };
  EXPECT_THAT(
      notes(made, 120, false),
      ElementsAre(
          HasSubstr("no fault touches the control group: 5% of the clients, by header:x-user")
      )
  );
}

}  // namespace
}  // namespace surgeline::report
