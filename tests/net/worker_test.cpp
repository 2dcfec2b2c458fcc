#include "surgeline/net/worker.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <memory>
#include <utility>

namespace surgeline::net {
namespace {

TEST(Worker, RunsTasksOnOneThreadInTheirOrder) {
  worker one;
  std::vector<int> order;
  std::thread::id where, elsewhere;
  one.post([&] { order.push_back(1), where = std::this_thread::get_id(); });
  one.post([&] { order.push_back(2), elsewhere = std::this_thread::get_id(); });
  one.run([&] { order.push_back(3); });
  EXPECT_EQ(order, (std::vector{1, 2, 3}));
  EXPECT_EQ(where, elsewhere);
  EXPECT_NE(where, std::this_thread::get_id());
}

TEST(Worker, RunsAtOnceWhatItAsksOfItself) {
  worker one;
  bool ran = false;
  one.run([&] { one.run([&] { ran = one.is_here(); }); });
  EXPECT_TRUE(ran);
}

/// Keeps `owned` in a task that is always waiting for its turn, until the worker stops.
void keep_in_a_task(worker& on, const std::shared_ptr<void>& owned) {
  on.post([&on, owned] { keep_in_a_task(on, owned); });
}

TEST(Worker, DestroysWhatItNeverRanOnItsOwnThread) {
  std::thread::id where, died;
  {
    worker one;
    one.run([&] { where = std::this_thread::get_id(); });
    std::shared_ptr<void> owned(nullptr, [&](void*) { died = std::this_thread::get_id(); });
    keep_in_a_task(one, std::exchange(owned, nullptr));
  }
  EXPECT_EQ(where, died);
}

TEST(Worker, OutlivesTheAlarmsThatItsTasksOwn) {
  struct deaf final : alarm_handler {
    void rang(alarm&, real_time) override {}
  } nobody;
  worker one;
  one.run([&] {
    auto owned = std::make_shared<alarm>(one.delays(), nobody);
    owned->set(std::chrono::steady_clock::now() + std::chrono::hours{1});
    keep_in_a_task(one, owned);
  });
}

TEST(Worker, LeavesSignalsToOtherThreads) {
  worker one;
  sigset_t blocked;
  one.run([&] { pthread_sigmask(SIG_SETMASK, nullptr, &blocked); });
  EXPECT_TRUE(sigismember(&blocked, SIGTERM));
  pthread_sigmask(SIG_SETMASK, nullptr, &blocked);
  EXPECT_FALSE(sigismember(&blocked, SIGTERM));
}

/// Rings again and again, so that no wait is without a limit.
struct ticking final : alarm_handler {
  explicit ticking(worker& on) : where(on), next(on.delays(), *this) { tick(); }
  void rang(alarm&, real_time) override { tick(); }
  void tick() { next.set(std::chrono::steady_clock::now() + std::chrono::milliseconds{1}); }

  worker& where;
  alarm next;
};

TEST(Worker, CountsHowLongItHasWaited) {
  worker one;
  std::unique_ptr<ticking> clock;
  one.run([&] { clock = std::make_unique<ticking>(one); });
  const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds{10};
  while (one.waited() < std::chrono::milliseconds{50} && std::chrono::steady_clock::now() < limit)
    std::this_thread::sleep_for(std::chrono::milliseconds{1});
  EXPECT_GE(one.waited(), std::chrono::milliseconds{50});
  one.run([&] { clock.reset(); });
}

TEST(Worker, DoesNotWaitWhileItHasSomethingToDo) {
  worker one;
  one.run([&] {
    const duration before = one.waited();
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
    EXPECT_EQ(one.waited(), before);
  });
}

}  // namespace
}  // namespace surgeline::net
