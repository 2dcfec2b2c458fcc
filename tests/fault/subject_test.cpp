#include "surgeline/fault/subject.hpp"

#include <gtest/gtest.h>

#include <set>

#include "support/flow.hpp"

namespace surgeline::fault {
namespace {

using enum direction;

std::uint64_t turn_after(std::initializer_list<direction> who_speaks) {
  subject one{"127.0.0.7", 1};
  for (const direction towards : who_speaks) one.speaks(towards);
  return one.turn();
}

TEST(Subject, ReadsAsItsClientAndTheOrdinalOfItsConnection) {
  EXPECT_EQ((subject{"127.0.0.7", 12}.text()), "127.0.0.7#12");
}

TEST(Subject, HasTheSameKeyEachTime) {
  EXPECT_EQ((subject{"127.0.0.7", 1}.key()), (subject{"127.0.0.7", 1}.key()));
}

TEST(Subject, HasAKeyOfItsOwn) {
  std::set<std::uint64_t> keys;
  for (const auto* client : {"127.0.0.7", "127.0.0.8", "127.0.0.7/2", ""}) {
    for (std::uint64_t ordinal = 1; ordinal <= 1000; ++ordinal) {
      EXPECT_TRUE(keys.insert(subject{client, ordinal}.key()).second) << client << '#' << ordinal;
    }
  }
}

TEST(Turn, IsZeroBeforeAnybodySpeaks) { EXPECT_EQ(turn_after({}), 0); }

TEST(Turn, LastsThroughTheQuestionAndItsAnswer) {
  EXPECT_EQ(turn_after({to_upstream}), 0);
  EXPECT_EQ(turn_after({to_upstream, to_client}), 0);
}

TEST(Turn, EndsWhenTheClientSpeaksAgain) {
  EXPECT_EQ(turn_after({to_upstream, to_client, to_upstream}), 1);
  EXPECT_EQ(turn_after({to_upstream, to_client, to_upstream, to_client, to_upstream}), 2);
}

TEST(Turn, DoesNotCountThePiecesOfAQuestionOrOfAnAnswer) {
  EXPECT_EQ(turn_after({to_upstream, to_upstream, to_client, to_client, to_client}), 0);
  EXPECT_EQ(turn_after({to_upstream, to_client, to_client, to_upstream, to_upstream}), 1);
}

TEST(Turn, OfAGreetingComesBeforeTheFirstQuestion) {
  EXPECT_EQ(turn_after({to_client}), 0);
  EXPECT_EQ(turn_after({to_client, to_upstream}), 1);
}

TEST(Exchange, IsATurn) {
  subject one{"127.0.0.7", 1};
  one.begins_exchange("id-1", 7, 1);
  EXPECT_EQ(one.turn(), 1);
  one.begins_exchange("id-2", 8, 1);
  EXPECT_EQ(one.turn(), 2);
}

TEST(Exchange, LastsHoweverOftenEitherSideSpeaks) {
  subject one{"127.0.0.7", 1};
  one.begins_exchange({}, one.key(), 1);
  for (const direction towards : {to_upstream, to_client, to_upstream, to_client}) {
    one.speaks(towards);
  }
  EXPECT_EQ(one.turn(), 1);
}

}  // namespace
}  // namespace surgeline::fault
