#include "surgeline/traffic/short_lock.hpp"

#include <gtest/gtest.h>

#include <mutex>
#include <thread>

namespace surgeline::traffic {
namespace {

TEST(ShortLock, IsTakenByOneAtATime) {
  short_lock lock;
  int sum = 0;
  const auto add = [&] {
    for (int i = 0; i < 10'000; ++i) {
      const std::scoped_lock mine(lock);
      ++sum;
    }
  };
  std::thread other(add);
  add();
  other.join();
  EXPECT_EQ(sum, 20'000);
}

TEST(ShortLock, IsNotTakenTwice) {
  short_lock lock;
  EXPECT_TRUE(lock.try_lock());
  EXPECT_FALSE(lock.try_lock());
  lock.unlock();
  EXPECT_TRUE(lock.try_lock());
}

}  // namespace
}  // namespace surgeline::traffic
