#include <gmock/gmock.h>

#include "scenario/reading.hpp"

namespace surgeline::scenario {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

/// A load `more` with these keys, beside the file's own.
std::string more(std::string_view keys) {
  return shop("[[load]]\nid = \"more\"\nto = \"shop\"\n" + std::string{keys});
}

TEST(ReadLoads, GiveUsersWhoThink) {
  const load read =
      values(more("model = \"closed\"\nclients = { count = 5, think = \"2s\" }")).loads[1];
  EXPECT_EQ(read.model, load_model::closed);
  EXPECT_EQ(read.clients.think, distribution::fixed(std::chrono::seconds{2}));
}

TEST(ReadLoads, GiveStages) {
  const load read =
      values(more("rate = \"5/s\"\nstages = [{ phase = \"outage\", rate = \"50/s\" }]")).loads[1];
  ASSERT_EQ(read.stages.size(), 1U);
  EXPECT_EQ(read.stages[0], (load_stage{.phase = "outage", .rate = rate{50}}));
}

// ---- traces

TEST(ReadLoads, TakeTheTimesOfRequestsFromAFile) {
  const load read = values(
                        more("arrival = \"trace\"\ntrace = \"calls.txt\""),
                        {.files = {{"calls.txt", "1\n2.5\n"}}}
  ).loads[1];
  EXPECT_EQ(read.trace, arrival_trace("calls.txt", {1s, 2500ms}));
}

TEST(ReadLoads, SayWhatIsWrongWithATrace) {
  EXPECT_THAT(
      said(
          more("arrival = \"trace\"\ntrace = \"calls.txt\""),
          {.files = {{"calls.txt", "2\n1\n"}}}
      ),
      ElementsAre(
          "35:9 `calls.txt`, line 2: 1 s is before the request of the line above | one number of "
          "seconds a line, from the start of the run, as 12.5"
      )
  );
}

TEST(ReadLoads, RefuseATraceThatIsNotThere) {
  EXPECT_THAT(
      said(more("arrival = \"trace\"\ntrace = \"calls.txt\"")),
      ElementsAre("35:9 cannot read `calls.txt`")
  );
}

TEST(ReadLoads, WantAFileForATrace) {
  EXPECT_THAT(
      said(more("arrival = \"trace\"")),
      ElementsAre(
          "34:1 arrival = \"trace\" wants a `trace` | trace = \"calls.txt\": a file with a number "
          "of seconds on each line"
      )
  );
}

TEST(ReadLoads, RefuseATraceThatNobodyLooksAt) {
  EXPECT_THAT(
      said(more("trace = \"calls.txt\""), {.files = {{"calls.txt", "1\n"}}}),
      ElementsAre("34:1 nobody looks at this trace | add arrival = \"trace\", or remove it")
  );
}

TEST(ReadLoads, RefuseARateBesideATrace) {
  EXPECT_THAT(
      said(
          more("arrival = \"trace\"\ntrace = \"calls.txt\"\nrate = \"5/s\""),
          {.files = {{"calls.txt", "1\n"}}}
      ),
      ElementsAre("36:1 a trace has no `rate`: it says when each request comes | remove it")
  );
}

TEST(ReadLoads, RefuseARateOfAClosedLoad) {
  EXPECT_THAT(
      said(more("model = \"closed\"\nrate = \"5/s\"")),
      ElementsAre(
          "35:1 clients of a closed load ask when they have thought, at no rate | remove it, "
          "or set model = \"open\""
      )
  );
}

TEST(ReadLoads, RefuseAThoughtOfAnOpenLoad) {
  EXPECT_THAT(
      said(more("rate = \"5/s\"\nclients = { think = \"1s\" }")),
      ElementsAre("35:13 who asks at a rate does not wait to think | remove it, or set model = "
                  "\"closed\"")
  );
}

TEST(ReadLoads, RefuseAStageOfNoPhase) {
  EXPECT_THAT(
      said(more("rate = \"5/s\"\nstages = [{ phase = \"outrage\", rate = \"50/s\" }]")),
      ElementsAre("35:21 there is no phase `outrage` | did you mean `outage`?")
  );
}

TEST(ReadLoads, RefuseTwoStagesOfOnePhase) {
  EXPECT_THAT(
      said(more("rate = \"5/s\"\nstages = [{ phase = \"after\", rate = \"50/s\" }, { phase = "
                "\"after\", rate = \"1/s\" }]")),
      ElementsAre("35:57 phase `after` has a rate already | one stage at most for a phase")
  );
}

}  // namespace
}  // namespace surgeline::scenario
