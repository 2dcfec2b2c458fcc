#include "surgeline/fault/http_cut.hpp"

#include <gtest/gtest.h>

#include "caller.hpp"

namespace surgeline::fault {
namespace {

/// What becomes of a response to a plain request.
exchange_effect cut_off(const http_cut& by, const answered& what = {}, const asked& to = {}) {
  const plan cutting = in_force(always(0, by));
  caller one;
  one.asks(cutting, to);
  return one.answers(cutting, what);
}

TEST(HttpCut, EndsABodyAfterSoManyBytes) {
  EXPECT_EQ(
      cut_off({.after_bytes = size{40}}),
      (exchange_effect{.body_limit = 40, .body_end = action::close, .by = 0})
  );
}

TEST(HttpCut, EndsABodyOfUnknownLengthAfterSoManyBytes) {
  EXPECT_EQ(cut_off({.after_bytes = size{40}}, {.length = {}}).body_limit, 40);
}

TEST(HttpCut, EndsABodyAfterAShareOfIt) {
  EXPECT_EQ(cut_off({.after_fraction = share{0.25}}).body_limit, 25);
}

TEST(HttpCut, EndsWithAnRstIfItSaysSo) {
  EXPECT_EQ(cut_off({.after_bytes = size{0}, .how = ending::rst}).body_end, action::reset);
}

TEST(HttpCut, EndsAHeadInItsMiddle) {
  const std::size_t half = answered{}.raw().size() / 2;
  EXPECT_EQ(
      cut_off({.at = cut_place::head}),
      (exchange_effect{.bytes = {.limit = half, .then = action::close}, .by = 0})
  );
}

TEST(HttpCut, LeavesAWholeBodyWhereNoMoreComes) {
  EXPECT_TRUE(cut_off({.after_bytes = size{100}}).is_neutral());
  EXPECT_TRUE(cut_off({.after_bytes = size{40}}, {.length = 0}).is_neutral());
}

TEST(HttpCut, LeavesAloneWhatHasNoBody) {
  EXPECT_TRUE(cut_off({.after_bytes = size{40}}, {.status = 304}).is_neutral());
  EXPECT_TRUE(cut_off({.after_bytes = size{40}}, {}, {.method = "HEAD"}).is_neutral());
}

TEST(HttpCut, EndsABodyOfUnknownLengthWithinItsFirstChunk) {
  const plan cutting = in_force(always(0, http_cut{.after_fraction = share{0.25}}));
  caller one;
  one.asks(cutting);
  EXPECT_TRUE(one.answers(cutting, {.length = {}}).is_neutral());
  const effect first = one.passes(cutting, direction::to_client, part::body, 200);
  EXPECT_EQ(first.limit, 50);
  EXPECT_EQ(first.then, action::close);
}

TEST(HttpCut, LeavesTheChunksOfABodyOfKnownLengthToItsHead) {
  const plan cutting = in_force(always(0, http_cut{.after_fraction = share{0.25}}));
  caller one;
  one.asks(cutting);
  one.answers(cutting);
  EXPECT_TRUE(one.passes(cutting, direction::to_client, part::body, 50).is_neutral());
}

TEST(HttpCut, IsNotAskedAboutRequests) {
  const plan cutting = in_force(always(0, http_cut{.after_fraction = share{0.25}}));
  EXPECT_FALSE(cutting.touches(direction::to_upstream));
  EXPECT_TRUE(caller{}.asks(cutting).is_neutral());
}

}  // namespace
}  // namespace surgeline::fault
