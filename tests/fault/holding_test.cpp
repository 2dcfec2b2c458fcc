#include "surgeline/fault/holding.hpp"

#include <gtest/gtest.h>

#include <utility>

namespace surgeline::fault {
namespace {

TEST(Holding, CountsWhileItExists) {
  ledger book;
  {
    const holding one(book, 2);
    EXPECT_EQ(book.of(2).held, 1);
  }
  EXPECT_EQ(book.of(2).held, 0);
}

TEST(Holding, CountsNowhereWhileNothingWaits) {
  ledger book;
  const holding one(book);
  EXPECT_TRUE(book.tallies().empty());
}

TEST(Holding, MovesToAnotherFault) {
  ledger book;
  holding one(book, 0);
  one.moves_to(1);
  EXPECT_EQ(book.of(0).held, 0);
  EXPECT_EQ(book.of(1).held, 1);
  one.moves_to(nobody);
  EXPECT_EQ(book.of(1).held, 0);
}

TEST(Holding, CountsOnceWhenItIsMovedAndTwiceWhenItIsCopied) {
  ledger book;
  holding one(book, 0);
  const holding moved = std::move(one);
  EXPECT_EQ(book.of(0).held, 1);
  const holding copied = moved;
  EXPECT_EQ(book.of(0).held, 2);
}

TEST(Holding, LetsGoOfWhatItHeldWhenAnotherIsAssigned) {
  ledger book;
  holding one(book, 0);
  one = holding(book, 1);
  EXPECT_EQ(book.of(0).held, 0);
  EXPECT_EQ(book.of(1).held, 1);
}

}  // namespace
}  // namespace surgeline::fault
