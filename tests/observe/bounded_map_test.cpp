#include "surgeline/observe/bounded_map.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <map>

#include "surgeline/core/chance.hpp"

namespace surgeline::observe {
namespace {

using table = bounded_map<int>;

TEST(BoundedMap, FindsWhatIsInIt) {
  table map(4);
  const auto one = map.insert(7, 70);
  map.insert(8, 80);
  EXPECT_EQ(map.find(7), one);
  EXPECT_EQ(map[map.find(8)], 80);
  EXPECT_EQ(map.find(9), table::nothing);
}

TEST(BoundedMap, ForgetsWhatIsErased) {
  table map(4);
  map.erase_first(map.insert(7, 70));
  EXPECT_EQ(map.find(7), table::nothing);
  EXPECT_EQ(map.first_in_line(), table::nothing);
  EXPECT_EQ(map.size(), 0U);
}

TEST(BoundedMap, TakesNoMoreThanItHasRoomFor) {
  table map(2);
  map.insert(1, 1);
  const auto second = map.insert(2, 2);
  EXPECT_TRUE(map.is_full());
  EXPECT_EQ(map.insert(3, 3), table::nothing);
  map.erase_first(second);
  EXPECT_EQ(map[map.insert(3, 3)], 3);
}

TEST(BoundedMap, KeepsApartWhatFallsIntoOneBucket) {
  table map(4);
  for (const std::uint64_t key : {1, 5, 9, 13}) map.insert(key, static_cast<int>(key));
  map.erase_first(map.find(5));
  EXPECT_EQ(map.find(5), table::nothing);
  for (const std::uint64_t key : {1, 9, 13}) EXPECT_EQ(map[map.find(key)], static_cast<int>(key));
}

TEST(BoundedMap, FindsTheOldestOfSeveralWithOneKey) {
  table map(8);
  for (const int value : {1, 2, 3}) map.insert(7, value);
  map.insert(15, 0);  // of the same bucket
  for (const int value : {1, 2, 3}) {
    EXPECT_EQ(map[map.find(7)], value);
    map.erase_first(map.find(7));
  }
  EXPECT_EQ(map.find(7), table::nothing);
  EXPECT_NE(map.find(15), table::nothing);
}

TEST(BoundedMap, HasALineOfThoseWhoWait) {
  table map(8);
  const auto one = map.insert(1, 1), two = map.insert(2, 2), three = map.insert(3, 3);
  EXPECT_EQ(map.first_in_line(), table::nothing) << "nobody waits unless told to";
  for (const auto each : {one, two, three}) map.line_up(each);
  EXPECT_EQ(map.first_in_line(), one);
  map.leave_line(one);
  EXPECT_EQ(map.first_in_line(), two);
  map.leave_line(two);
  map.line_up(two);
  EXPECT_EQ(map.first_in_line(), three) << "who comes back goes to the end";
  map.erase_first(three);
  EXPECT_EQ(map.first_in_line(), two);
}

TEST(BoundedMap, FindsEveryoneWhileItGrowsAndShrinks) {
  table map(1000);
  const auto key = [](int i) { return mix(1, static_cast<std::uint64_t>(i)); };
  for (int i = 0; i < 1000; ++i) {
    map.insert(key(i), i);
    for (int known = 0; known <= i; known += 97) ASSERT_EQ(map[map.find(key(known))], known);
  }
  for (int i = 0; i < 1000; ++i) {
    map.erase_first(map.find(key(i)));
    ASSERT_EQ(map.find(key(i)), table::nothing);
    for (int known = 999; known > i; known -= 97) ASSERT_EQ(map[map.find(key(known))], known);
  }
}

/// A thousand random steps beside containers of the standard library.
TEST(BoundedMap, DoesWhatAPlainMapDoes) {
  table map(20);
  std::map<std::uint64_t, std::deque<int>> expected;
  std::deque<int> waiting;
  const chance dice(3);
  for (std::uint64_t step = 0; step < 1000; ++step) {
    const auto key = static_cast<std::uint64_t>(dice.draw(1, 0, step) * 12) * 8;
    const int value = static_cast<int>(step);
    if (dice.draw(2, 0, step) < 0.55) {
      const auto added = map.insert(key, value);
      if (added == table::nothing) continue;
      map.line_up(added);
      expected[key].push_back(value);
      waiting.push_back(value);
    } else if (const auto first = map.find(key); first != table::nothing) {
      ASSERT_EQ(map[first], expected[key].front());
      std::erase(waiting, map[first]);
      expected[key].pop_front();
      map.erase_first(first);
    } else {
      ASSERT_TRUE(expected[key].empty());
    }
    ASSERT_EQ(map.size(), waiting.size());
    if (!waiting.empty()) {
      ASSERT_EQ(map[map.first_in_line()], waiting.front());
    }
  }
}

}  // namespace
}  // namespace surgeline::observe
