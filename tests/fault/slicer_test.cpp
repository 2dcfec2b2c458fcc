#include "surgeline/fault/slicer.hpp"

#include <gtest/gtest.h>

#include "armory.hpp"

namespace surgeline::fault {
namespace {

slicer pieces_of(duration::rep bytes, duration gap = {}) {
  return {.size = {distribution::fixed(duration{bytes})}, .gap = distribution::fixed(gap)};
}

TEST(Slicer, CutsPiecesOfItsSize) { EXPECT_EQ(pieces_of(10).longest_chunk({.size = 100}), 10); }

TEST(Slicer, CutsNoPieceOfNothing) { EXPECT_EQ(pieces_of(0).longest_chunk({.size = 100}), 1); }

TEST(Slicer, KnowsTheShortestPieceItMayCut) {
  const auto uneven = distribution::uniform(duration{7}, duration{1000});
  EXPECT_EQ((slicer{.size = {uneven}}).shortest_chunk({}), 7);
  EXPECT_EQ(pieces_of(0).shortest_chunk({}), 1);
}

TEST(Slicer, CutsOnlyWhatTravelsItsWay) {
  const plan one = in_force(always(0, pieces_of(10)));
  EXPECT_TRUE(one.cuts(direction::to_client));
  EXPECT_EQ(one.shortest_chunk(direction::to_client, at(1s)), 10);
  EXPECT_FALSE(one.cuts(direction::to_upstream));
  EXPECT_EQ(one.shortest_chunk(direction::to_upstream, at(1s)), effect::everything);
}

TEST(Slicer, PausesBeforeEachPiece) { EXPECT_EQ(pieces_of(10, 5ms).on_chunk({}).hold, 5ms); }

TEST(Slicer, DrawsTheSizeOfEachPieceByItsPlace) {
  const slicer uneven{.size = {distribution::uniform(duration{1}, duration{1000})}};
  const plan one = in_force(always(0, uneven));
  connection first = number(1), again = number(1);
  const chunk begin{direction::to_client, 0, 5000, {}}, later{direction::to_client, 700, 5000, {}};
  const auto size = one.longest_chunk(first.who, begin, first.book);
  EXPECT_EQ(one.longest_chunk(again.who, begin, again.book), size);
  EXPECT_NE(one.longest_chunk(first.who, later, first.book), size);
}

TEST(Slicer, LeavesConnectionsWholeThatItDoesNotPick) {
  const plan none = in_force(sometimes(0, pieces_of(10), 0));
  connection one;
  EXPECT_EQ(none.longest_chunk(one.who, {direction::to_client, 0, 5000, {}}, one.book), 5000);
}

}  // namespace
}  // namespace surgeline::fault
