#include <gmock/gmock.h>

#include "scenario/judging.hpp"

namespace surgeline::scenario {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

finished_run healthy() {
  finished_run run;
  run.numbers.users(0s, 80s, 100, 100);
  return run;
}

TEST(JudgeFaults, AttestsWhatFired) {
  const auto judged = healthy().judged();
  ASSERT_THAT(judged.attestations, SizeIs(1));
  const attestation& cut = judged.attestations[0];
  EXPECT_EQ(cut.fault, "cut");
  EXPECT_EQ(cut.kind, "stall");
  EXPECT_TRUE(cut.fired);
  EXPECT_EQ(cut.text, "10 of 10 units hit");
  EXPECT_EQ(judged.verdict.kind, verdict_kind::pass);
}

TEST(JudgeFaults, IsInconclusiveWhenOneDidNotFire) {
  finished_run run = healthy();
  run.record.ledger.of(0) = {.evaluated = 7};
  const auto judged = run.judged();
  EXPECT_EQ(judged.verdict.kind, verdict_kind::inconclusive);
  EXPECT_EQ(text_of(judged.verdict, "not_fired"), "cut did not fire: 0 of 7 units hit");
}

TEST(JudgeFaults, SaysWhenOneWasNeverArmed) {
  finished_run run = healthy();
  run.record.course.activations.clear();
  run.record.ledger.of(0) = {};
  EXPECT_EQ(text_of(run.judged().verdict, "not_fired"), "cut did not fire: never armed");
}

TEST(JudgeFaults, LeavesOutWhatIsNotEnabled) {
  finished_run run = healthy();
  run.record.file.faults[0].enabled = false;
  run.record.file.expect_hits = {{.fault = "cut", .at_least = 5U}};
  run.record.ledger.of(0) = {};
  const auto judged = run.judged();
  EXPECT_THAT(judged.attestations, IsEmpty());
  EXPECT_EQ(judged.verdict.kind, verdict_kind::pass);
}

TEST(JudgeFaults, DoesNotMissWhatAnAbortedRunDidNotReach) {
  finished_run run = healthy();
  run.record.course.aborted = reason{verdict_kind::aborted, "signal", "interrupted"};
  run.record.ledger.of(0) = {};
  EXPECT_THAT(codes(run.judged().verdict), ElementsAre("signal"));
}

TEST(JudgeFaults, HoldsHitsAgainstTheirLimits) {
  finished_run run = healthy();
  run.record.file.expect_hits = {{.fault = "cut", .at_least = 11U}};
  EXPECT_EQ(
      text_of(run.judged().verdict, "hits"),
      "cut: took effect 10 times, at least 11 were expected"
  );
  run.record.file.expect_hits = {{.fault = "cut", .at_least = {}, .at_most = 9U}};
  const auto judged = run.judged();
  EXPECT_EQ(judged.verdict.kind, verdict_kind::inconclusive);
  EXPECT_EQ(text_of(judged.verdict, "hits"), "cut: took effect 10 times, at most 9 were expected");
}

TEST(JudgeFaults, HoldsHitsAgainstEveryExpectation) {
  finished_run run = healthy();
  run.record.file.expect_hits = {
      {.fault = "cut", .at_least = 1U},
      {.fault = "cut", .at_least = {}, .at_most = 9U}
  };
  EXPECT_THAT(codes(run.judged().verdict), ElementsAre("hits"));
}

TEST(JudgeFaults, LetsAFaultBeSilentIfItMayBe) {
  finished_run run = healthy();
  run.record.ledger.of(0) = {.evaluated = 7};
  run.record.file.expect_hits = {{.fault = "cut", .at_least = 0U}};
  EXPECT_EQ(run.judged().verdict.kind, verdict_kind::pass);
  run.record.file.expect_hits = {{.fault = "cut", .at_least = {}, .at_most = 0U}};
  EXPECT_EQ(run.judged().verdict.kind, verdict_kind::pass);
}

finished_run with_probability(const varying<share>& probability, std::uint64_t picked) {
  finished_run run = healthy();
  run.record.file.faults[0].probability = probability;
  run.record.file.expect_hits = {{.fault = "cut", .at_least = {}, .at_most = {}, .within_sigma = 2}
  };
  run.record.ledger.of(0) = hit(picked, 100);
  return run;
}

TEST(JudgeFaults, HoldsPicksAgainstTheProbability) {
  // Of 100 with 20 %: 20 ± 4.
  EXPECT_THAT(codes(with_probability(share{0.2}, 28).judged().verdict), IsEmpty());
  EXPECT_THAT(codes(with_probability(share{0.2}, 12).judged().verdict), IsEmpty());
  const auto judged = with_probability(share{0.2}, 29).judged();
  EXPECT_EQ(
      text_of(judged.verdict, "hits"),
      "cut: picked 29 of 100 units, 20.0 ± 4.0 were expected"
  );
  EXPECT_THAT(codes(with_probability(share{0.2}, 11).judged().verdict), ElementsAre("hits"));
}

TEST(JudgeFaults, SaysWhatWasPickedOfWhatWasConfigured) {
  EXPECT_EQ(
      with_probability(share{0.2}, 25).judged().attestations[0].text,
      "25 of 100 units hit, 25.00% picked of 20.00% configured"
  );
}

/// A ramp from 0 to 40 % over the outage, drawn for 100 units spread evenly over it.
finished_run with_ramp(std::uint64_t picked) {
  finished_run run = with_probability(varying<share>({{0s, share{0}}, {10s, share{0.4}}}), picked);
  for (std::uint64_t i = 0; i < 100; ++i) {
    const double threshold = 0.4 * (static_cast<double>(i) + 0.5) / 100;
    run.record.ledger.note({.slot = 0, .key = "", .index = i, .threshold = threshold});
  }
  return run;
}

TEST(JudgeFaults, HoldsPicksOfARampAgainstWhatItWasAtEachDraw) {
  EXPECT_THAT(codes(with_ramp(20).judged().verdict), IsEmpty());
  EXPECT_THAT(codes(with_ramp(40).judged().verdict), ElementsAre("hits"));
  EXPECT_THAT(
      with_ramp(20).judged().attestations[0].text,
      testing::HasSubstr("20.00% picked of 20.00% configured")
  );
}

TEST(JudgeFaults, KnowsTheProbabilityAtTheEnd) {
  EXPECT_DOUBLE_EQ(with_ramp(20).judged().attestations[0].probability, 0.4);
}

TEST(JudgeFaults, RunsARampThatHoldsFromItsFirstActivation) {
  finished_run run = with_ramp(20);
  run.record.course.activations = {{0, {at(10s), at(11s)}}, {0, {at(13s), at(15s)}}};
  EXPECT_DOUBLE_EQ(run.judged().attestations[0].probability, 0.2);
  run.record.file.faults[0].probability =
      varying<share>({{0s, share{0}}, {10s, share{0.4}}}, curve::linear, false);
  EXPECT_DOUBLE_EQ(run.judged().attestations[0].probability, 0.08);
}

TEST(JudgeFaults, ComparesDelaysWithWhatWasDecided) {
  finished_run run = healthy();
  run.record.ledger.left(0, 100ms, 110ms, 1);
  run.record.ledger.left(0, 200ms, 210ms, 1);
  EXPECT_EQ(
      run.judged().attestations[0].text,
      "10 of 10 units hit; 2 chunks 160.0 ms late on average (150.0 ms decided), 210ms at most"
  );
}

}  // namespace
}  // namespace surgeline::scenario
