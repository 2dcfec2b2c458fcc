#include "surgeline/sim/link.hpp"

#include <gmock/gmock.h>

#include <optional>
#include <vector>

#include "support/at.hpp"
#include "support/print.hpp"

namespace surgeline::sim {
namespace {

using namespace std::chrono_literals;
using enum fault::direction;
using fate = link::fate;
using testing::ElementsAre;
using testing::IsEmpty;

fault::plan only(fault::kind what) {
  return fault::plan{chance{7}, {{.id = "only", .slot = 0, .what = std::move(what)}}};
}

fault::plan late(duration by, fault::direction towards = to_client) {
  return only(fault::latency{.delay = distribution::fixed(by), .towards = towards});
}

/// A link that is open, with the book of its faults.
struct opened {
  explicit opened(const fault::plan& plan) { connect(plan); }

  bool connect(const fault::plan& plan, std::uint64_t ordinal = 1) {
    return way.connect({"127.16.0.1", ordinal}, plan, gate, at(0s), book);
  }
  fate carry(
      std::uint64_t attempt,
      const fault::plan& plan,
      duration when,
      fault::direction towards = to_client
  ) {
    return way.carry({.attempt = attempt}, towards, plan, at(when), book);
  }
  /// The frames that come out by a moment.
  std::vector<std::uint64_t> out(duration when, fault::direction towards = to_client) {
    std::vector<std::uint64_t> all;
    model::frame frame;
    while ((last = way.next(towards, at(when), book, frame)) == fate::passes)
      all.push_back(frame.attempt);
    return all;
  }

  fault::gate gate;
  fault::ledger book;  // outlives what waits on the way
  link way;
  fate last = fate::waits;
};

TEST(Link, PassesEverythingWithNothingArmed) {
  opened one(*fault::nothing_armed());
  EXPECT_TRUE(one.way.is_open());
  EXPECT_EQ(one.carry(1, *fault::nothing_armed(), 1s), fate::passes);
  EXPECT_EQ(one.carry(2, *fault::nothing_armed(), 1s, to_upstream), fate::passes);
  EXPECT_EQ(one.way.due(to_client), never);
}

TEST(Link, IsClosedUntilItIsMade) {
  EXPECT_FALSE(link{}.is_open());
  EXPECT_EQ(link{}.made(), 0U);
}

TEST(Link, AddsLatencyExactly) {
  const auto plan = late(20ms);
  opened one(plan);
  EXPECT_EQ(one.carry(1, plan, 1s), fate::waits);
  EXPECT_EQ(one.way.due(to_client), at(1020ms));
  EXPECT_THAT(one.out(1019ms), IsEmpty());
  EXPECT_THAT(one.out(1020ms), ElementsAre(1));
}

TEST(Link, LeavesTheOtherDirectionAlone) {
  const auto plan = late(20ms);
  opened one(plan);
  EXPECT_EQ(one.carry(1, plan, 1s, to_upstream), fate::passes);
}

TEST(Link, HoldsFramesInAStallAndReleasesThemInOrder) {
  const auto plan = only(fault::stall{});
  opened one(plan);
  for (std::uint64_t i = 1; i <= 3; ++i) EXPECT_EQ(one.carry(i, plan, 1s * i), fate::waits);
  EXPECT_EQ(one.way.due(to_client), never);
  EXPECT_EQ(one.way.held(), 3 * model::frame::bytes);
  one.way.replan(*fault::nothing_armed(), at(0s));
  EXPECT_THAT(one.out(5s), ElementsAre(1, 2, 3));
  EXPECT_EQ(one.way.held(), 0U);
}

TEST(Link, LetsNothingOvertakeWhatWaits) {
  const auto plan = late(20ms);
  opened one(plan);
  one.carry(1, plan, 1s);
  EXPECT_EQ(one.carry(2, *fault::nothing_armed(), 1s), fate::waits);
  EXPECT_THAT(one.out(1020ms), ElementsAre(1, 2));
}

// ---- ends

TEST(Link, EndsWhenItIsAccepted) {
  const auto plan = only(fault::reset{.when = fault::reset_moment::accept});
  opened one(*fault::nothing_armed());
  EXPECT_FALSE(one.connect(plan));
  EXPECT_FALSE(one.way.is_open());
}

TEST(Link, EndsWithTheFirstData) {
  const auto plan = only(fault::reset{.when = fault::reset_moment::first_data});
  opened one(plan);
  EXPECT_EQ(one.carry(1, plan, 1s, to_upstream), fate::resets);
}

TEST(Link, EndsInTheMiddleOfAnAnswer) {
  const auto plan = only(fault::reset{.when = fault::reset_moment::mid_response});
  opened one(plan);
  EXPECT_EQ(one.carry(1, plan, 1s, to_upstream), fate::passes);
  EXPECT_EQ(one.carry(1, plan, 1s, to_client), fate::resets);
}

/// Latency, and a reset when the upstream answers.
fault::plan late_and_broken(duration by) {
  return fault::plan{
      chance{7},
      {{.id = "late", .slot = 0, .what = fault::latency{.delay = distribution::fixed(by)}},
       {.id = "broken", .slot = 1, .what = fault::reset{.when = fault::reset_moment::after_request}}
      }
  };
}

TEST(Link, EndsBehindWhatCameBefore) {
  const auto before = late(20ms);
  const auto broken = only(fault::reset{.when = fault::reset_moment::after_request});
  opened one(before);
  one.carry(1, before, 1s);
  EXPECT_EQ(one.carry(2, broken, 1010ms), fate::waits);
  EXPECT_THAT(one.out(1019ms), IsEmpty());
  EXPECT_EQ(one.last, fate::waits);
  EXPECT_THAT(one.out(1020ms), ElementsAre(1));
  EXPECT_EQ(one.last, fate::resets);
}

TEST(Link, EndsAsLateAsItsBytesAre) {
  const auto plan = late_and_broken(20ms);
  opened one(plan);
  EXPECT_EQ(one.carry(1, plan, 1s), fate::waits);
  EXPECT_EQ(one.way.due(to_client), at(1020ms));
  EXPECT_THAT(one.out(1020ms), IsEmpty());
  EXPECT_EQ(one.last, fate::resets);
}

TEST(Link, ReadsNothingBehindItsEnd) {
  const auto plan = late_and_broken(20ms);
  opened one(plan);
  one.carry(1, plan, 1s);
  const std::size_t held = one.way.held();
  EXPECT_EQ(one.carry(2, *fault::nothing_armed(), 1s), fate::waits);
  EXPECT_EQ(one.way.held(), held);
}

TEST(Link, DropsWhatWaitsWhenItIsReset) {
  const auto plan = late(20ms);
  opened one(plan);
  one.carry(1, plan, 1s);
  one.way.reset();
  EXPECT_FALSE(one.way.is_open());
  EXPECT_EQ(one.way.held(), 0U);
  EXPECT_THAT(one.out(2s), IsEmpty());
}

TEST(Link, BeginsAnewWhenItIsMadeAgain) {
  const auto plan = late_and_broken(20ms);
  opened one(plan);
  one.carry(1, plan, 1s);
  one.way.reset();
  EXPECT_TRUE(one.connect(*fault::nothing_armed(), 2));
  EXPECT_EQ(one.way.made(), 2U);
  EXPECT_EQ(one.carry(3, *fault::nothing_armed(), 2s), fate::passes);
}

// ---- turns

fault::plan half_of_the_requests(fault::kind what) {
  fault::armed one{.id = "half", .what = std::move(what), .probability = 0.5};
  one.per = fault::unit::request;
  return fault::plan{chance{7}, {std::move(one)}};
}

TEST(Link, DrawsForEachRequestWhereOnlyTheAnswersAreTouched) {
  constexpr std::uint64_t requests = 100;
  const fault::plan plan = half_of_the_requests(fault::latency{.delay = distribution::fixed(10ms)});
  opened one(plan);
  for (std::uint64_t i = 0; i < requests; ++i) {
    const duration now = 1s * i;
    one.carry(i, plan, now, to_upstream);
    one.carry(i, plan, now, to_client);
    one.out(now + 10ms);
  }
  EXPECT_EQ(one.book.of(0).evaluated, requests);
  EXPECT_GT(one.book.of(0).delayed, 0U);
  EXPECT_LT(one.book.of(0).delayed, requests);
}

TEST(Link, DrawsOnceForAConnection) {
  fault::armed half{
      .id = "half",
      .what = fault::latency{.delay = distribution::fixed(10ms)},
      .probability = 0.5
  };
  const fault::plan plan{chance{7}, {half}};
  opened one(plan);
  for (std::uint64_t i = 0; i < 50; ++i) {
    one.carry(i, plan, 1s * i, to_upstream);
    one.carry(i, plan, 1s * i, to_client);
    one.out(1s * i + 10ms);
  }
  EXPECT_EQ(one.book.of(0).evaluated, 1U);
}

TEST(Link, IsSilentUntilItMayGoIn) {
  const auto plan = only(fault::slow_accept{.delay = distribution::fixed(2s)});
  opened one(plan);
  EXPECT_EQ(one.carry(1, plan, 1s, to_upstream), fate::passes) << "the plan touches no bytes";
}

TEST(Link, LosesAnAnswerThatIsSwallowed) {
  const auto plan = only(fault::drop_response{});
  opened one(plan);
  EXPECT_EQ(one.carry(1, plan, 1s, to_upstream), fate::passes);
  EXPECT_EQ(one.carry(1, plan, 2s), fate::waits);
  EXPECT_THAT(one.out(1h), IsEmpty());
}

TEST(Link, DeliversAFrameWithItsLastPiece) {
  const auto plan =
      only(fault::slicer{.size = {distribution::fixed(duration{4})}, .gap = distribution::fixed(1s)}
      );
  opened one(plan);
  EXPECT_EQ(one.carry(1, plan, 0s), fate::waits);
  constexpr auto pieces = static_cast<int>((model::frame::bytes + 3) / 4);
  EXPECT_THAT(one.out(pieces * 1s - 1ms), IsEmpty());
  EXPECT_THAT(one.out(pieces * 1s), ElementsAre(1));
}

TEST(Link, SaysWhenABlackholeThatEndsTakesItAlong) {
  const auto plan = only(fault::blackhole{});
  opened one(plan);
  one.carry(1, plan, 1s);
  EXPECT_TRUE(one.way.replan(*fault::nothing_armed(), at(2s)));
}

}  // namespace
}  // namespace surgeline::sim
