#include "surgeline/scenario/enquiry.hpp"

#include <algorithm>

#include "scenario/reading.hpp"

namespace surgeline::scenario {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string check(std::string_view keys, std::string_view expect = "at_most = 3") {
  return shop(
      "[[steady_state]]\nid = \"fine\"\n" + std::string{keys} + "\nexpect = { " +
      std::string{expect} + " }\n"
  );
}

constexpr std::string_view promql =
    "source = \"promql\"\nserver = \"http://127.0.0.1:9090\"\nquery = \"up\"";

TEST(Enquiry, IsReadWithItsCheck) {
  const file read = values(check(std::string{promql} + "\nevery = \"5s\""));
  ASSERT_EQ(read.steady_states.size(), 1U);
  EXPECT_EQ(
      read.steady_states[0].asks,
      (enquiry{
          .source = source::promql,
          .server = "http://127.0.0.1:9090",
          .query = "up",
          .every = std::chrono::seconds{5}
      })
  );
}

TEST(Enquiry, SaysWhatItAsks) {
  EXPECT_EQ((enquiry{.source = source::promql, .query = "up"}).text(), "promql `up`");
  EXPECT_EQ((enquiry{.source = source::http, .url = "http://x/"}).text(), "http `http://x/`");
  EXPECT_EQ((enquiry{.source = source::command, .run = {"ls", "-l"}}).text(), "command `ls -l`");
}

TEST(Enquiry, NeedsTheKeysOfItsSource) {
  EXPECT_THAT(
      said(check("source = \"promql\"\nquery = \"up\"")),
      ElementsAre("31:1 source = \"promql\" needs `server` | add `server`")
  );
  EXPECT_THAT(
      said(check("source = \"command\"")),
      ElementsAre("31:1 source = \"command\" needs `run` | add `run`")
  );
  EXPECT_THAT(
      said(check("")),
      ElementsAre("31:1 source = \"metric\" needs `metric` | add `metric`")
  );
}

TEST(Enquiry, RefusesTheKeysOfAnotherSource) {
  EXPECT_THAT(
      said(check("source = \"http\"\nurl = \"http://x/\"\nquery = \"up\"")),
      ElementsAre("35:1 source = \"http\" has no `query` | `query` goes with source = \"promql\"")
  );
  EXPECT_THAT(
      said(check("metric = \"load.users.amplification\"\nevery = \"5s\"")),
      ElementsAre(
          "34:1 a metric of the run is looked at every 250 ms, whatever `every` says | remove it"
      )
  );
}

TEST(Enquiry, IsOfAnAbortRuleToo) {
  const file read = values(shop(
      "[[abort]]\nid = \"hurt\"\nsource = \"command\"\nrun = [\"./probe\"]\nwhen = { above = 0 }\n"
  ));
  EXPECT_EQ(read.aborts[0].watched(), "command `./probe`");
}

TEST(Enquiry, HasNoWindow) {
  EXPECT_THAT(
      said(check(std::string{promql} + "\nwindow = \"5s\"")),
      ElementsAre("36:1 every answer to promql `up` must hold: there is no window | write it in "
                  "the query: rate(x[10s])")
  );
}

TEST(Enquiry, IsComparedWithTheBaselineOnly) {
  EXPECT_THAT(
      said(check(promql, "at_least = \"90%\", of = \"offered\"")),
      ElementsAre(testing::HasSubstr("what others say cannot be compared with `offered`"))
  );
}

TEST(Enquiry, HasLimitsWithoutUnits) {
  EXPECT_THAT(
      said(check(promql, "at_most = \"250ms\"")),
      ElementsAre(testing::HasSubstr("what others answer is a number without a unit, not 250ms"))
  );
}

TEST(Enquiry, IsRefusedOfAFileThatMayAskNobody) {
  problems found;
  const outside nobody{.variables = {}, .files = {}, .may_ask = false};
  EXPECT_FALSE(read({"test.toml", check(promql)}, nobody, purpose::check, found));
  ASSERT_EQ(found.list().size(), 1U);
  EXPECT_EQ(
      found.list()[0].what,
      "a run that was sent here asks nobody, so there is no promql `up`"
  );
}

TEST(Enquiry, IsRefusedAsAProgramOfSuchAFileIs) {
  problems found;
  const outside nobody{.variables = {}, .files = {}, .may_ask = false};
  const std::string text = shop(
      "[[service]]\nid = \"app\"\nrole = \"command\"\nrun = [\"./app\"]\n"
      "[[load]]\nid = \"k6\"\nmodel = \"command\"\nto = \"front\"\nrun = [\"k6\"]\n"
  );
  EXPECT_FALSE(read({"test.toml", text}, nobody, purpose::check, found));
  EXPECT_EQ(
      std::ranges::count(
          found.list(),
          "a run that was sent here starts no program",
          &problem::what
      ),
      2
  );
}

}  // namespace
}  // namespace surgeline::scenario
