#include "surgeline/net/delay_heap.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <future>
#include <memory>

#include "surgeline/net/worker.hpp"

namespace surgeline::net {
namespace {

using namespace std::chrono_literals;
using clock = std::chrono::steady_clock;

/// An alarm that says when it rang.
struct bell final : alarm_handler {
  explicit bell(worker& on, std::function<void(bell&)> then = {})
      : handle(on.delays(), *this), action(std::move(then)) {}
  void rang(alarm&, real_time now) override {
    rung_at.push_back(now);
    if (action) action(*this);
  }

  alarm handle;
  std::function<void(bell&)> action;
  std::vector<real_time> rung_at;
};

/// Runs `body` on a worker, and then lets alarms ring until `done` is kept.
void on_worker(const std::function<void(worker&, std::promise<void>& done)>& body) {
  worker one;
  std::promise<void> done;
  one.run([&] { body(one, done); });
  done.get_future().wait();
}

TEST(DelayHeap, NeverRingsEarly) {
  std::vector<std::unique_ptr<bell>> bells;
  std::vector<real_time> due;
  on_worker([&](worker& on, std::promise<void>& done) {
    const real_time now = clock::now();
    auto left = std::make_shared<int>(500);
    for (int i = 0; i < 500; ++i) {
      bells.push_back(std::make_unique<bell>(on, [&done, left](bell&) {
        if (--*left == 0) done.set_value();
      }));
      due.push_back(now + (i * 7919 % 30'000) * 1us);
      bells.back()->handle.set(due.back());
    }
  });
  for (std::size_t i = 0; i < bells.size(); ++i) {
    ASSERT_EQ(bells[i]->rung_at.size(), 1);
    EXPECT_GE(bells[i]->rung_at[0], due[i]);
  }
}

TEST(DelayHeap, RingsWhatIsNearTogetherInOneWakeUp) {
  std::vector<std::unique_ptr<bell>> bells;
  on_worker([&](worker& on, std::promise<void>& done) {
    const real_time soon = clock::now() + 5ms;
    auto left = std::make_shared<int>(10);
    for (int i = 0; i < 10; ++i) {
      bells.push_back(std::make_unique<bell>(on, [&done, left](bell&) {
        if (--*left == 0) done.set_value();
      }));
      bells.back()->handle.set(soon + i * 5us);  // all within the slack
    }
  });
  for (const auto& one : bells) EXPECT_EQ(one->rung_at, bells[0]->rung_at);
}

TEST(DelayHeap, LetsTasksRunBetweenTwoAlarmsThatAreDue) {
  std::unique_ptr<bell> first, second;
  bool ran = false, ran_between = false;
  on_worker([&](worker& on, std::promise<void>& done) {
    const real_time now = clock::now();
    first = std::make_unique<bell>(on, [&](bell&) { on.post([&] { ran = true; }); });
    second = std::make_unique<bell>(on, [&](bell&) {
      ran_between = ran;
      done.set_value();
    });
    first->handle.set(now);
    second->handle.set(now + 1ns);
  });
  EXPECT_TRUE(ran_between);
}

TEST(DelayHeap, RingsEverythingThatIsDueHoweverMuchItIs) {
  std::vector<std::unique_ptr<bell>> bells;
  on_worker([&](worker& on, std::promise<void>& done) {
    const real_time now = clock::now();
    auto left = std::make_shared<int>(1000);
    for (int i = 0; i < 1000; ++i) {
      bells.push_back(std::make_unique<bell>(on, [&done, left](bell&) {
        if (--*left == 0) done.set_value();
      }));
      bells.back()->handle.set(now);
    }
  });
  for (const auto& one : bells) EXPECT_EQ(one->rung_at.size(), 1);
}

TEST(DelayHeap, RingsInTheOrderOfTime) {
  std::vector<int> order;
  std::vector<std::unique_ptr<bell>> bells;
  on_worker([&](worker& on, std::promise<void>& done) {
    const real_time now = clock::now();
    for (const int i : {3, 1, 4, 0, 2}) {
      bells.push_back(std::make_unique<bell>(on, [&, i](bell&) {
        order.push_back(i);
        if (i == 4) done.set_value();
      }));
      bells.back()->handle.set(now + i * 1ms);
    }
  });
  EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
}

TEST(DelayHeap, ForgetsTheMomentThatANewOneReplaces) {
  std::unique_ptr<bell> one;
  real_time later;
  on_worker([&](worker& on, std::promise<void>& done) {
    later = clock::now() + 20ms;
    one = std::make_unique<bell>(on, [&](bell&) { done.set_value(); });
    one->handle.set(clock::now() + 1ms);
    one->handle.set(later);
    EXPECT_EQ(on.delays().size(), 1);
  });
  ASSERT_EQ(one->rung_at.size(), 1);
  EXPECT_GE(one->rung_at[0], later);
}

TEST(DelayHeap, KeepsQuietOnceCancelled) {
  std::unique_ptr<bell> cancelled, moved_away, witness;
  on_worker([&](worker& on, std::promise<void>& done) {
    cancelled = std::make_unique<bell>(on);
    moved_away = std::make_unique<bell>(on);
    witness = std::make_unique<bell>(on, [&](bell&) { done.set_value(); });
    cancelled->handle.set(clock::now() + 1ms);
    moved_away->handle.set(clock::now() + 1ms);
    witness->handle.set(clock::now() + 5ms);
    cancelled->handle.cancel();
    moved_away->handle.set(real_time::max());
  });
  EXPECT_TRUE(cancelled->rung_at.empty());
  EXPECT_TRUE(moved_away->rung_at.empty());
}

TEST(DelayHeap, LetsAnAlarmDestroyItselfAndItsNeighbour) {
  std::unique_ptr<bell> neighbour, itself;
  on_worker([&](worker& on, std::promise<void>& done) {
    const real_time now = clock::now();
    neighbour = std::make_unique<bell>(on, [](bell&) { ADD_FAILURE() << "it was destroyed"; });
    itself = std::make_unique<bell>(on, [&](bell&) {
      neighbour.reset();
      std::promise<void>& kept = done;
      auto dies_with_this_scope = std::move(itself);
      kept.set_value();
    });
    itself->handle.set(now);
    neighbour->handle.set(now + 1us);
  });
}

TEST(DelayHeap, GivesOthersATurnWhenOneSetsItselfToThePastAgainAndAgain) {
  std::unique_ptr<bell> greedy, other;
  on_worker([&](worker& on, std::promise<void>& done) {
    const real_time now = clock::now();
    greedy = std::make_unique<bell>(on, [now](bell& me) { me.handle.set(now); });
    other = std::make_unique<bell>(on, [&](bell&) {
      greedy.reset();
      done.set_value();
    });
    greedy->handle.set(now);
    other->handle.set(now + 2ms);
  });
  SUCCEED();
}

}  // namespace
}  // namespace surgeline::net
