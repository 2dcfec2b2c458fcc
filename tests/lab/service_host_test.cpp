#include "surgeline/lab/service_host.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <future>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include "support/frame_peer.hpp"
#include "support/print.hpp"

namespace surgeline::lab {
namespace {

using namespace std::chrono_literals;
using measure::instrument;
using model::frame;
using resilience::outcome;

class ServiceHost : public testing::Test {
 protected:
  /// Starts `shop` on sockets; every 250 ms of the file are over after one real millisecond.
  void start(const scenario::service& what) {
    net::failure why;
    host_.emplace(on_, clock_, what, chance{1}, why);
    ASSERT_FALSE(why.code) << why.what;
  }
  frame_peer call(std::size_t replica = 0) { return frame_peer{host_->addresses()[replica]}; }
  /// What was counted so far, once the tick it was counted in is over.
  double counted(instrument what) {
    const time_point now = clock_.now() + measure::tick;
    std::promise<rows> closed;
    host_->take(now, [&](rows handed) { closed.set_value(std::move(handed)); });
    for (const auto& [subject, series] : closed.get_future().get()) seen_.add(subject, series);
    return seen_.sum("service.shop", what, time_point{}, now);
  }
  void wait_until_counted(instrument what, double times) {
    while (counted(what) < times) std::this_thread::sleep_for(1ms);
  }

  net::worker on_;
  net::run_clock clock_;
  std::optional<service_host> host_;
  measure::recording seen_;
};

TEST_F(ServiceHost, ListensForEachReplica) {
  start({.id = "shop", .replicas = 3});
  EXPECT_EQ(host_->addresses().size(), 3U);
  for (std::size_t replica = 0; replica < 3; ++replica) EXPECT_TRUE(call(replica));
}

TEST_F(ServiceHost, AnswersWithTheIdItWasAskedWith) {
  start({.id = "shop"});
  frame_peer caller = call();
  caller.ask(77);
  EXPECT_EQ(caller.hear(), (frame{frame::sort::answer, outcome::ok, 77}));
}

TEST_F(ServiceHost, AnswersAQuestionThatComesInPieces) {
  start({.id = "shop"});
  frame_peer caller = call();
  for (const std::byte one : frame{.attempt = 5}.encode()) {
    caller.write({&one, 1});
    std::this_thread::sleep_for(200us);
  }
  EXPECT_EQ(caller.hear()->attempt, 5U);
}

TEST_F(ServiceHost, AnswersManyQuestionsOfManyCallers) {
  start({.id = "shop", .slots = 1000, .service_time = distribution::fixed(100us)});
  std::vector<frame_peer> callers;
  for (int i = 0; i < 20; ++i) callers.push_back(call());
  for (std::uint64_t id = 0; id < 50; ++id) {
    for (frame_peer& one : callers) one.ask(id);
  }
  for (frame_peer& one : callers) {
    for (std::uint64_t id = 0; id < 50; ++id) EXPECT_EQ(one.hear()->how, outcome::ok);
  }
  EXPECT_EQ(counted(instrument::served), 1000);
}

TEST_F(ServiceHost, HoldsASlotForTheServiceTime) {
  start({.id = "shop", .slots = 1, .service_time = distribution::fixed(20ms)});
  frame_peer caller = call();
  const auto asked = std::chrono::steady_clock::now();
  caller.ask(1);
  caller.ask(2);
  EXPECT_EQ(caller.hear()->attempt, 1U);
  EXPECT_EQ(caller.hear()->attempt, 2U);
  EXPECT_GE(std::chrono::steady_clock::now() - asked, 40ms);
}

TEST_F(ServiceHost, LivesInTheTimeOfTheFile) {
  clock_ = net::run_clock{std::chrono::steady_clock::now(), 100};
  start({.id = "shop", .service_time = distribution::fixed(1s)});
  frame_peer caller = call();
  const time_point asked = clock_.now();
  caller.ask(1);
  caller.hear();
  EXPECT_GE(clock_.now() - asked, 1s);
}

TEST_F(ServiceHost, RefusesWhoFindsTheQueueFull) {
  start({.id = "shop", .slots = 1, .queue = {.limit = 1}, .service_time = distribution::never()});
  frame_peer caller = call();
  for (const std::uint64_t id : {1, 2, 3}) caller.ask(id);
  EXPECT_EQ(caller.hear(), (frame{frame::sort::answer, outcome::rejected, 3}));
}

TEST_F(ServiceHost, ResetsWhoFindsAQueueFullThatResets) {
  start(
      {.id = "shop",
       .slots = 1,
       .queue = {.limit = 0, .on_full = resilience::on_full::reset},
       .service_time = distribution::never()}
  );
  frame_peer served = call();
  served.ask(1);
  wait_until_counted(instrument::arrived, 1);
  frame_peer caller = call();
  caller.ask(2);
  EXPECT_EQ(caller.hear(), std::nullopt);
  wait_until_counted(instrument::refused, 1);
}

TEST_F(ServiceHost, ClosesAConnectionThatDoesNotSpeakFrames) {
  start({.id = "shop"});
  frame_peer caller = call();
  caller.write(std::vector<std::byte>(frame::bytes));
  EXPECT_EQ(caller.hear(), std::nullopt);
}

TEST_F(ServiceHost, GoesOnAfterAConnectionThatDidNotSpeakFrames) {
  start({.id = "shop"});
  frame_peer stranger = call();
  stranger.write(std::vector<std::byte>(frame::bytes));
  frame_peer caller = call();
  caller.ask(1);
  EXPECT_EQ(caller.hear()->attempt, 1U);
}

TEST_F(ServiceHost, WorksOnForACallerThatIsGone) {
  start({.id = "shop", .service_time = distribution::fixed(5ms)});
  {
    frame_peer caller = call();
    caller.ask(1);
    wait_until_counted(instrument::arrived, 1);
  }
  wait_until_counted(instrument::served, 1);
}

TEST_F(ServiceHost, AcceptsAgainWhenDescriptorsCanBeHadAgain) {
  start({.id = "shop"});
  net::descriptor early{socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
  rlimit before{};
  getrlimit(RLIMIT_NOFILE, &before);
  const auto next = static_cast<rlim_t>(net::descriptor{dup(0)}.get());
  const rlimit none{.rlim_cur = next, .rlim_max = before.rlim_max};
  setrlimit(RLIMIT_NOFILE, &none);
  net::failure why;
  const auto to = net::address::resolve(host_->addresses().front(), why);
  connect(early.get(), to->data(), to->size());
  std::this_thread::sleep_for(2ms);
  setrlimit(RLIMIT_NOFILE, &before);
  frame_peer caller{std::move(early)};
  caller.ask(1);
  EXPECT_EQ(caller.hear()->attempt, 1U);
}

TEST_F(ServiceHost, ListensNoMoreWhenItIsGone) {
  start({.id = "shop"});
  const endpoint before = host_->addresses().front();
  host_.reset();
  EXPECT_FALSE(frame_peer{before});
}

}  // namespace
}  // namespace surgeline::lab
