#include "surgeline/model/lease_book.hpp"

#include <gtest/gtest.h>

#include "support/at.hpp"
#include "support/print.hpp"

namespace surgeline::model {
namespace {

using namespace std::chrono_literals;
using effect = lease_book::effect;

TEST(LeaseBook, LetsALeaseRunOut) {
  lease_book book(30s, {}, false);
  book.hand_out(7, at(1s));
  EXPECT_EQ(book.next_due(), at(31s));
  EXPECT_FALSE(book.take_expired(at(30s)));
  EXPECT_EQ(book.take_expired(at(31s)), 7U);
  EXPECT_EQ(book.next_due(), never);
}

TEST(LeaseBook, EndsALeaseWithItsJob) {
  lease_book book(30s, {}, false);
  const auto mine = book.hand_out(7, at(0s));
  EXPECT_EQ(book.finish(mine), effect::first);
  EXPECT_EQ(book.next_due(), never);
}

TEST(LeaseBook, CountsWhatIsDoneTwice) {
  lease_book book(30s, {}, false);
  const auto slow = book.hand_out(7, at(0s));
  book.take_expired(at(30s));
  const auto second = book.hand_out(7, at(30s));
  EXPECT_EQ(book.finish(second), effect::first);
  EXPECT_EQ(book.finish(slow), effect::again);
}

TEST(LeaseBook, RefusesAnOutdatedToken) {
  lease_book book(30s, {}, true);
  const auto slow = book.hand_out(7, at(0s));
  book.take_expired(at(30s));
  const auto second = book.hand_out(7, at(30s));
  EXPECT_EQ(book.finish(slow), effect::fenced);
  EXPECT_EQ(book.finish(second), effect::first);
}

TEST(LeaseBook, HandsOutAgainUntilTheJobIsDone) {
  lease_book book(30s, {}, false);
  const auto first = book.hand_out(7, at(0s));
  book.take_expired(at(30s));
  book.hand_out(7, at(30s));
  EXPECT_EQ(book.next_due(), at(60s));
  book.finish(first);
  EXPECT_EQ(book.next_due(), never);
}

TEST(LeaseBook, RenewsWithEachHeartbeat) {
  lease_book book(30s, 10s, false);
  book.hand_out(7, at(0s));
  EXPECT_EQ(book.next_due(), never);
}

TEST(LeaseBook, CountsFromTheLastHeartbeatOfWhoIsStuck) {
  lease_book book(30s, 10s, false);
  const auto mine = book.hand_out(7, at(0s));
  book.stick(mine, at(25s));
  EXPECT_EQ(book.next_due(), at(50s));  // the last was at 20 s
}

TEST(LeaseBook, GoesOnForWhoMovesAgainInTime) {
  lease_book book(30s, 10s, false);
  const auto mine = book.hand_out(7, at(0s));
  book.stick(mine, at(25s));
  book.unstick(mine, at(45s));
  EXPECT_EQ(book.next_due(), never);
  book.stick(mine, at(60s));
  EXPECT_EQ(book.next_due(), at(85s));  // beats at 45 and 55 s
}

TEST(LeaseBook, GetsBackTheJobOfWhoIsGone) {
  lease_book book(30s, 10s, false);
  const auto mine = book.hand_out(7, at(0s));
  book.lose(mine, at(5s));
  EXPECT_EQ(book.take_expired(at(30s)), 7U);
  const auto second = book.hand_out(7, at(30s));
  EXPECT_EQ(book.finish(second), effect::first);
  EXPECT_EQ(book.next_due(), never);
}

TEST(LeaseBook, ForgetsWhatIsOver) {
  lease_book book(30s, {}, false);
  book.finish(book.hand_out(7, at(0s)));
  EXPECT_EQ(book.hand_out(7, at(1s)).token, 1U);
}

}  // namespace
}  // namespace surgeline::model
