#include "surgeline/admin/feed.hpp"

#include <gtest/gtest.h>

namespace surgeline::admin {
namespace {

TEST(Feed, GivesWhatHasBeenSaidOnce) {
  feed one;
  one.say("a");
  one.say("b");
  EXPECT_EQ(one.take(), "ab");
  EXPECT_EQ(one.take(), "");
}

TEST(Feed, RingsForEachWordAndForTheEnd) {
  feed one;
  int rung = 0;
  one.on_more([&] { ++rung; });
  one.say("a");
  one.end();
  EXPECT_EQ(rung, 2);
}

TEST(Feed, IsOverForAReaderWhoIsTooSlow) {
  feed one;
  one.say(std::string(feed::most_waiting, 'x'));
  EXPECT_FALSE(one.is_over());
  one.say("y");
  EXPECT_TRUE(one.is_over());
}

}  // namespace
}  // namespace surgeline::admin
