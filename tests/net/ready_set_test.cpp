#include "surgeline/net/ready_set.hpp"

#include <gtest/gtest.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include <functional>
#include <future>
#include <optional>

#include "surgeline/net/descriptor.hpp"
#include "surgeline/net/worker.hpp"

namespace surgeline::net {
namespace {

/// One end of a socket pair in a worker's ready set; the other end is the test's.
struct ear final : ready_handler {
  ear(worker& on, std::function<void(ear&, std::uint32_t)> what) : action(std::move(what)) {
    int ends[2];
    socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends);
    mine = descriptor{ends[0]};
    far = descriptor{ends[1]};
    std::error_code error;
    place = on.ready().add(mine.get(), *this, error);
    EXPECT_FALSE(error) << error.message();
  }
  void ready(std::uint32_t events) override { action(*this, events); }
  void speak() const { EXPECT_EQ(send(far.get(), "x", 1, 0), 1); }

  std::function<void(ear&, std::uint32_t)> action;
  descriptor mine, far;
  registration place;  // gone before the descriptor is
};

class ReadySet : public testing::Test {
 protected:
  /// Waits until the worker says so.
  void wait() { heard_.get_future().wait(); }
  void heard() {
    if (!std::exchange(said_, true)) heard_.set_value();
  }

 private:
  bool said_ = false;
  std::promise<void> heard_;
};

TEST_F(ReadySet, TellsThatASocketIsReady) {
  worker on;
  std::unique_ptr<ear> one;
  on.run([&] {
    one = std::make_unique<ear>(on, [&](ear&, std::uint32_t events) {
      if (events & EPOLLIN) heard();
    });
  });
  one->speak();
  wait();
  on.run([&] { one.reset(); });
}

TEST_F(ReadySet, TellsOfAnEndThatCameWithData) {
  worker on;
  std::unique_ptr<ear> one;
  on.run([&] {
    one = std::make_unique<ear>(on, [&](ear&, std::uint32_t events) {
      if (events & EPOLLRDHUP) {
        EXPECT_TRUE(events & EPOLLIN);
        heard();
      }
    });
    one->speak();
    shutdown(one->far.get(), SHUT_WR);
  });
  wait();
  on.run([&] { one.reset(); });
}

TEST_F(ReadySet, LetsAHandlerDestroyItsNeighbourInTheSameBatch) {
  worker on;
  std::unique_ptr<ear> pair[2];
  int told = 0;
  on.run([&] {
    for (int i = 0; i < 2; ++i) {
      pair[i] = std::make_unique<ear>(on, [&, i](ear&, std::uint32_t) {
        ++told;
        pair[1 - i].reset();
        on.post([&] { heard(); });
      });
    }
  });  // both are writable from the start: one batch tells of both
  wait();
  EXPECT_EQ(told, 1);
  on.run([&] { pair[0].reset(), pair[1].reset(); });
}

TEST_F(ReadySet, LetsTasksRunBetweenTwoHandlersOfABatch) {
  worker on;
  std::unique_ptr<ear> pair[2];
  bool told = false, ran = false, ran_between = false;
  on.run([&] {
    for (auto& one : pair) {
      one = std::make_unique<ear>(on, [&](ear&, std::uint32_t) {
        if (!std::exchange(told, true)) return on.post([&] { ran = true; });
        ran_between = ran;
        heard();
      });
    }
  });  // both are writable from the start: one batch tells of both
  wait();
  EXPECT_TRUE(ran_between);
  on.run([&] { pair[0].reset(), pair[1].reset(); });
}

TEST_F(ReadySet, LetsAHandlerDestroyItself) {
  worker on;
  std::unique_ptr<ear> one;
  on.run([&] {
    one = std::make_unique<ear>(on, [&](ear&, std::uint32_t) {
      on.post([&] { heard(); });
      const auto dies_with_this_scope = std::move(one);
    });
  });
  wait();
  EXPECT_EQ(one, nullptr);
}

TEST_F(ReadySet, KeepsEventsOfAClosedDescriptorFromItsSuccessor) {
  worker on;
  std::unique_ptr<ear> first, second, successor;
  int number = -1;
  on.run([&] {
    const auto replace = [&](std::unique_ptr<ear>& other) {
      if (successor != nullptr) return;
      number = other->mine.get();
      other.reset();  // its event is in this batch, its number is the next that is free
      successor = std::make_unique<ear>(on, [&](ear& me, std::uint32_t events) {
        if ((events & EPOLLIN) == 0) return;
        EXPECT_TRUE(me.mine.get() == number || me.far.get() == number);
        heard();
      });
      successor->speak();
    };
    first = std::make_unique<ear>(on, [&, replace](ear&, std::uint32_t) { replace(second); });
    second = std::make_unique<ear>(on, [&, replace](ear&, std::uint32_t) { replace(first); });
    first->speak(), second->speak();
  });
  wait();
  on.run([&] { first.reset(), second.reset(), successor.reset(); });
}

TEST_F(ReadySet, GivesAnotherTurnToWhoAsksForIt) {
  worker on;
  std::unique_ptr<ear> one;
  int turns = 0;
  on.run([&] {
    one = std::make_unique<ear>(on, [&](ear& me, std::uint32_t events) {
      if (events == 0 && ++turns == 3) return heard();
      me.place.again();
    });
  });
  wait();
  EXPECT_EQ(turns, 3);
  on.run([&] { one.reset(); });
}

TEST_F(ReadySet, TakesADescriptorUpAgainThatItHadForgotten) {
  worker on;
  std::unique_ptr<ear> one;
  int old_events = 0;
  struct late final : ready_handler {
    std::function<void()> action;
    void ready(std::uint32_t) override { action(); }
  } second;
  second.action = [&] { heard(); };
  registration again;
  on.run([&] {
    one = std::make_unique<ear>(on, [&](ear&, std::uint32_t) { ++old_events; });
    one->place.release();
    std::error_code error;
    again = on.ready().add(one->mine.get(), second, error);
    EXPECT_FALSE(error);
  });
  wait();
  EXPECT_EQ(old_events, 0);
  on.run([&] { again.release(), one.reset(); });
}

TEST_F(ReadySet, KnowsWhenTheBatchBegan) {
  worker on;
  std::unique_ptr<ear> one;
  const real_time before = std::chrono::steady_clock::now();
  real_time seen;
  on.run([&] {
    one = std::make_unique<ear>(on, [&](ear& me, std::uint32_t) {
      seen = on.ready().batch_time();
      me.place.release();
      heard();
    });
  });
  wait();
  EXPECT_GE(seen, before);
  on.run([&] { one.reset(); });
}

}  // namespace
}  // namespace surgeline::net
