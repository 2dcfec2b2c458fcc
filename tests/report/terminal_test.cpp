#include "surgeline/report/terminal.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/colourless.hpp"
#include "report/samples.hpp"
#include "surgeline/report/text.hpp"

namespace surgeline::report {
namespace {

using namespace std::chrono_literals;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using lines = std::vector<std::string>;

/// A run of the sample, watched as it goes.
class watched {
 public:
  explicit watched(bool retries)
      : of_(samples::outage({.retries = retries})), where_(of_.record.file) {}

  /// The run as it looks at a moment, at most a tick after the last one asked for.
  view at(time_point now) {
    for (; at_ <= now; at_ += measure::tick) {
      of_.record.recording.complete_until(at_);
      where_.advance(at_, of_.record.recording);
      seen_ = look_at(
          of_.record.file,
          of_.record.variant,
          scenario::engine::sim,
          1,
          where_,
          of_.record.recording,
          at_,
          known_
      );
      known_ = seen_.recovery->after;
    }
    return seen_;
  }
  /// All plain lines up to a moment.
  lines told(time_point until) {
    lines all;
    std::optional<time_point> since;
    for (time_point now{}; now <= until; now += measure::tick) {
      const lines more = plain_lines(at(now), since);
      all.insert(all.end(), more.begin(), more.end());
      since = now;
    }
    return all;
  }

 private:
  execution of_;
  scenario::conductor where_;
  time_point at_{};
  std::optional<duration> known_;
  view seen_;
};

TEST(LiveFrame, StaysWithinEveryWidth) {
  watched run(true);
  for (const duration when : {0s, 5s, 45s, 110s, 220s, 320s}) {
    const view seen = run.at(time_point{when});
    for (std::size_t width = 40; width <= 200; width += 8) {
      for (const bool colour : {false, true}) {
        for (const std::string& line : live_frame(seen, width, colour)) {
          EXPECT_LE(columns_of(without_colour(line)), width) << line;
        }
      }
    }
  }
}

TEST(LiveFrame, HasTheSameNumberOfLinesThroughoutARun) {
  watched run(true);
  const std::size_t at_first = live_frame(run.at(time_point{}), 100, false).size();
  for (const duration when : {5s, 45s, 110s, 220s, 320s}) {
    EXPECT_EQ(live_frame(run.at(time_point{when}), 100, false).size(), at_first);
  }
}

TEST(LiveFrame, TakesAnOddWidthAsTheNearest) {
  const view seen = watched(false).at(time_point{20s});
  EXPECT_EQ(live_frame(seen, 1, false), live_frame(seen, 40, false));
  EXPECT_EQ(live_frame(seen, 1000, false), live_frame(seen, 200, false));
}

TEST(LiveFrame, HasNoEscapesWithoutColour) {
  for (const std::string& line : live_frame(watched(true).at(time_point{45s}), 100, false)) {
    EXPECT_THAT(line, Not(HasSubstr("\x1b")));
  }
}

TEST(LiveFrame, DiffersFromPlainInColourOnly) {
  const view seen = watched(true).at(time_point{45s});
  const lines plain = live_frame(seen, 100, false), coloured = live_frame(seen, 100, true);
  for (std::size_t i = 0; i < plain.size(); ++i) EXPECT_EQ(without_colour(coloured[i]), plain[i]);
}

TEST(LiveFrame, DisarmsEscapesInATitle) {
  view seen = watched(true).at(time_point{20s});
  seen.title = "\x1b[2J gone";
  EXPECT_THAT(live_frame(seen, 100, false), Contains(HasSubstr("·[2J gone")));
}

TEST(LiveFrame, ShowsTheWholeOfARunAtWork) {
  EXPECT_EQ(
      live_frame(watched(true).at(time_point{45s}), 64, false),
      (lines{
          " surgeline sim outage · one-retry · seed 1        45 s of 4m50s",
          " A ten-second outage at 93 % load",
          "",
          " warmup  baseline    outage  recover",
          " ━━━━━━━━━━━━━━━━━━━━████──────────────────────────────────────",
          "",
          " phase      outage · 5 s left",
          " faults     ● switch-outage stall",
          "",
          " users      offered     263/s ▆█▇▇█▇▇▆▇▇▇▇▇█▆▇▇██▇▇▇▇▇▇▇▇█▇█▇▆▇",
          "            goodput       0/s ▆▇▇▇▇▇▇▆▇▇▇▇▇▇▆▇▇▇▇▇▇▇▇▇▇▇▇▇▁▁▁▁▁",
          "            amplification 1.97 · p99 –",
          " db         queue          57 ▁▂▄▆▇▇▄▁▁▁▁▁▁▃▂▁▁▃▆▇▅▂▂▂▁▁▂▆█████",
          "",
          " recovery   waits for the faults to end",
      })
  );
}

TEST(LiveFrame, SaysThatTheLoadIsCut) {
  EXPECT_THAT(
      live_frame(watched(true).at(time_point{220s}), 100, false),
      Contains(HasSubstr("relief: load cut to 25.0%"))
  );
}

TEST(LiveFrame, SaysWhenItIsBack) {
  EXPECT_THAT(
      live_frame(watched(false).at(time_point{200s}), 100, false),
      Contains(HasSubstr("✔ back 129 s after the last fault"))
  );
}

TEST(View, FindsTheRecoveryWhenItLooksForTheFirstTime) {
  const execution of = samples::outage({});
  scenario::conductor where(of.record.file);
  where.advance(time_point{250s}, of.record.recording);
  const view seen = look_at(
      of.record.file,
      "",
      scenario::engine::sim,
      1,
      where,
      of.record.recording,
      time_point{250s}
  );
  EXPECT_EQ(seen.recovery->after, of.judgement.recovery.took);
}

TEST(View, HasAMinuteOfThePast) {
  watched run(false);
  EXPECT_TRUE(run.at(time_point{}).loads[0].offered_lately.empty());
  EXPECT_EQ(run.at(time_point{30s}).loads[0].offered_lately.size(), 30U);
  EXPECT_EQ(run.at(time_point{100s}).loads[0].offered_lately.size(), 60U);
}

TEST(PlainLines, TellPhasesFaultsAndNumbers) {
  EXPECT_THAT(
      watched(false).told(time_point{55s}),
      ElementsAre(
          "sim outage, no-retry, seed 1: A ten-second outage at 93 % load",
          "    0.0 s  phase warmup, 10s",
          StartsWith("   10.0 s  users: offered 317/s, goodput 293/s, amplification 1.00, p99 362 "
                     "ms; db: queue 26"),
          "   10.0 s  phase baseline, 30s",
          StartsWith("   20.0 s  users: "),
          StartsWith("   30.0 s  users: "),
          StartsWith("   40.0 s  users: "),
          "   40.0 s  phase outage, 10s",
          "   40.0 s  fault switch-outage in force (stall)",
          StartsWith("   50.0 s  users: "),
          "   50.0 s  fault switch-outage cleared after 10s",
          "   50.0 s  phase recover, 4m"
      )
  );
}

TEST(PlainLines, TellTheRecoveryOnce) {
  int told = 0;
  for (const std::string& line : watched(false).told(time_point{290s}))
    told += line.ends_with("back 129 s after the last fault") ? 1 : 0;
  EXPECT_EQ(told, 1);
}

TEST(PlainLines, TellReliefAndTheEnd) {
  const lines all = watched(true).told(time_point{330s});
  EXPECT_THAT(all, Contains(HasSubstr("relief: load cut to 25.0% for")));
  EXPECT_THAT(all, Contains(HasSubstr("relief over: the load is back")));
  EXPECT_THAT(all.back(), HasSubstr(" s  over"));
}

TEST(PlainLines, AreInOrderOfTime) {
  double last = 0;
  const lines all = watched(true).told(time_point{330s});
  for (std::size_t i = 1; i < all.size(); ++i) {
    EXPECT_GE(std::stod(all[i]), last) << all[i];
    last = std::stod(all[i]);
  }
}

}  // namespace
}  // namespace surgeline::report
