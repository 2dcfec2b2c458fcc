#include "surgeline/runner/inbox.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "support/print.hpp"

namespace surgeline::runner {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

TEST(Inbox, DoesWhatCameInItsOrder) {
  inbox box;
  std::vector<int> done;
  for (const int one : {1, 2, 3}) box.post([&done, one] { done.push_back(one); });
  box.work_until(steady_clock::now());
  EXPECT_THAT(done, testing::ElementsAre(1, 2, 3));
}

TEST(Inbox, WaitsUntilItsTimeIsOver) {
  inbox box;
  const auto when = steady_clock::now() + 5ms;
  box.work_until(when);
  EXPECT_GE(steady_clock::now(), when);
}

TEST(Inbox, IsWokenByWhatAnotherThreadLeaves) {
  inbox box;
  bool done = false;
  std::jthread other([&] { box.post([&] { done = true; }); });
  box.work_until(steady_clock::now() + 1h);
  EXPECT_TRUE(done);
}

TEST(Inbox, LeavesForLaterWhatComesWhileItWorks) {
  inbox box;
  int done = 0;
  box.post([&] {
    ++done;
    box.post([&] { ++done; });
  });
  box.work_until(steady_clock::now());
  EXPECT_EQ(done, 1);
  box.work_until(steady_clock::now());
  EXPECT_EQ(done, 2);
}

}  // namespace
}  // namespace surgeline::runner
