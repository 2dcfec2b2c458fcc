#include "surgeline/fault/reset.hpp"

#include <gtest/gtest.h>

#include "support/flow.hpp"

namespace surgeline::fault {
namespace {

constexpr effect strike_after(std::size_t bytes) { return {.limit = bytes, .then = action::reset}; }

chunk_context question(std::size_t size) {
  return {.towards = direction::to_upstream, .size = size};
}
chunk_context answer(std::size_t size) { return {.towards = direction::to_client, .size = size}; }

TEST(ResetOnAccept, StrikesWhenTheConnectionOpens) {
  EXPECT_EQ(reset{reset_moment::accept}.on_connect({}), strike_after(0));
}

TEST(ResetOnAccept, LeavesOpenConnectionsAlone) {
  const reset on_accept{reset_moment::accept};
  EXPECT_EQ(on_accept.on_chunk(question(100)), effect{});
  EXPECT_EQ(on_accept.on_chunk(answer(100)), effect{});
}

TEST(ResetOnFirstData, StrikesWhenTheClientSpeaks) {
  EXPECT_EQ(reset{reset_moment::first_data}.on_chunk(question(100)), strike_after(0));
}

TEST(ResetOnFirstData, WaitsWhileOnlyTheUpstreamSpeaks) {
  EXPECT_EQ(reset{reset_moment::first_data}.on_chunk(answer(100)), effect{});
}

TEST(ResetOnFirstData, StrikesLaterIfItSaysSo) {
  const reset later{.when = reset_moment::first_data, .delay = distribution::fixed(duration{5})};
  EXPECT_EQ(
      later.on_chunk(question(100)),
      (effect{.delay = duration{5}, .limit = 0, .then = action::reset})
  );
}

TEST(ResetOnFirstData, StrikesAtAnEndIfItSaysSo) {
  const reset strict{.when = reset_moment::first_data, .at_end = true};
  EXPECT_EQ(strict.on_finish(question(0)), strike_after(0));
  EXPECT_EQ(strict.on_finish(answer(0)), effect{});
  EXPECT_EQ(reset{reset_moment::first_data}.on_finish(question(0)), effect{});
}

TEST(ResetAfterTheRequest, LetsTheQuestionPass) {
  EXPECT_EQ(reset{reset_moment::after_request}.on_chunk(question(100)), effect{});
}

TEST(ResetAfterTheRequest, LetsNothingOfTheAnswerPass) {
  EXPECT_EQ(reset{reset_moment::after_request}.on_chunk(answer(100)), strike_after(0));
}

TEST(ResetInMidResponse, LetsTheQuestionPass) {
  EXPECT_EQ(reset{reset_moment::mid_response}.on_chunk(question(100)), effect{});
}

TEST(ResetInMidResponse, LetsHalfOfAPieceOfTheAnswerPass) {
  EXPECT_EQ(reset{reset_moment::mid_response}.on_chunk(answer(100)), strike_after(50));
}

TEST(ResetInMidResponse, LetsNothingOfASingleBytePass) {
  EXPECT_EQ(reset{reset_moment::mid_response}.on_chunk(answer(1)), strike_after(0));
}

TEST(Reset, StrikesOnAcceptOnlyIfItSaysSo) {
  for (const auto when :
       {reset_moment::first_data, reset_moment::after_request, reset_moment::mid_response}) {
    EXPECT_EQ(reset{when}.on_connect({}), effect{}) << config::name_of(when);
  }
}

TEST(Reset, StrikesOnFirstDataUnlessItSaysOtherwise) {
  EXPECT_EQ(reset{}.when, reset_moment::first_data);
}

TEST(Reset, TouchesTheBytesItMayStrikeOn) {
  for (const auto& moment : config::names<reset_moment>) {
    const reset one{moment.value};
    EXPECT_EQ(one.touches(direction::to_upstream), !one.on_chunk(question(100)).is_neutral());
    EXPECT_EQ(one.touches(direction::to_client), !one.on_chunk(answer(100)).is_neutral());
  }
}

}  // namespace
}  // namespace surgeline::fault
