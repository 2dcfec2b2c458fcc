#include "surgeline/lab/load_driver.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "support/frame_peer.hpp"
#include "support/print.hpp"
#include "support/scenario_maker.hpp"
#include "surgeline/lab/service_host.hpp"
#include "surgeline/net/listener.hpp"
#include "surgeline/net/socket.hpp"

namespace surgeline::lab {
namespace {

using namespace std::chrono_literals;
using measure::instrument;

constexpr auto users = "load.users";

class LoadDriver : public testing::Test {
 protected:
  LoadDriver() { listener_ = net::listen({.host = "127.0.0.1"}, why_); }

  /// Runs the file's load against its service, on sockets, from now on.
  void start() {
    shop_.emplace(on_, clock_, file_.services.front(), chance{1}, why_);
    start(shop_->addresses());
  }
  void start(const std::vector<endpoint>& targets) {
    load_.emplace(on_, clock_, file_, scenario::routes(file_).front(), targets, chance{1}, why_);
    ASSERT_FALSE(why_.code) << why_.what;
  }
  /// Makes the kept connections, and waits until they are.
  void connect() {
    std::promise<void> done;
    load_->connect([&] { done.set_value(); });
    done.get_future().wait();
  }
  /// Asks for what was counted before `now`, and waits until it is there.
  void collect(time_point now) {
    std::promise<rows> closed;
    load_->take(now, [&](rows handed) { closed.set_value(std::move(handed)); });
    for (const auto& [subject, series] : closed.get_future().get()) seen_.add(subject, series);
  }
  double counted(instrument what, const std::string& subject = users) {
    return seen_.sum(subject, what, time_point{}, time_point{1h});
  }
  /// Goes on until `what` was counted so often.
  void wait_until_counted(instrument what, double times, const std::string& subject = users) {
    while (counted(what, subject) < times) {
      std::this_thread::sleep_for(1ms);
      collect(clock_.now());
    }
  }
  void sleep_until(time_point when) { std::this_thread::sleep_until(clock_.real(when)); }

  scenario::file file_ = scenario::direct_scenario();
  net::failure why_;
  net::listener listener_;
  net::worker on_;
  net::run_clock clock_{std::chrono::steady_clock::now(), 10};
  std::optional<service_host> shop_;
  std::optional<load_driver> load_;
  measure::recording seen_;
};

TEST_F(LoadDriver, AsksAsOftenAsTheModelSays) {
  const auto starts_before = [this](time_point end) {
    model::arrivals expected{file_.loads.front(), chance{1}};
    double starts = 0;
    for (; expected.next() < end; expected.step()) ++starts;
    return starts;
  };
  start();
  wait_until_counted(instrument::offered, starts_before(time_point{1s}));
  EXPECT_LE(counted(instrument::offered), starts_before(clock_.now()));
}

TEST_F(LoadDriver, LosesNoRequest) {
  start();
  sleep_until(time_point{2s});
  collect(clock_.now());
  const double open = seen_.last(users, instrument::open, clock_.now());
  EXPECT_GT(counted(instrument::succeeded), 100);
  EXPECT_EQ(counted(instrument::offered), counted(instrument::succeeded) + open);
}

TEST_F(LoadDriver, CountsTheLateAnswerOfAnAbandonedAttemptAsWasted) {
  file_.services.front().service_time = distribution::fixed(200ms);
  scenario::add_policy(file_, 50ms);
  start();
  wait_until_counted(instrument::wasted, 10, "service.shop");
  EXPECT_GT(counted(instrument::timed_out), 0);
  EXPECT_EQ(counted(instrument::succeeded), 0);
}

TEST_F(LoadDriver, TriesAgainWhenAnAttemptIsGivenUp) {
  file_.services.front().service_time = distribution::never();
  const resilience::retry again{
      .kind = resilience::growth::fixed,
      .attempts = 3,
      .base = distribution::fixed(10ms)
  };
  scenario::add_policy(file_, 20ms, again);
  start();
  wait_until_counted(instrument::timed_out, 10);
  EXPECT_GE(counted(instrument::attempts), 30);
}

TEST_F(LoadDriver, CountsARefusalAsRejected) {
  auto& shop = file_.services.front();
  shop = {.id = "shop", .slots = 1, .queue = {.limit = 0}, .service_time = distribution::never()};
  start();
  wait_until_counted(instrument::rejected, 10);
}

TEST_F(LoadDriver, FindsNobodyWhereNobodyListens) {
  const endpoint nobody = listener_.local();
  listener_.close();
  start({nobody});
  wait_until_counted(instrument::unreachable, 10);
}

TEST_F(LoadDriver, CountsWhatWasAskedOnALostConnectionAsBroken) {
  start({listener_.local()});
  frame_peer first = frame_peer::accepted(listener_.fd());
  ASSERT_TRUE(first.hear());
  net::hard_reset(std::move(first.socket()));
  wait_until_counted(instrument::broken, 1);
}

TEST_F(LoadDriver, ConnectsAgainWhenALostConnectionIsWanted) {
  file_.loads.front().clients.count = 1;
  start({listener_.local()});
  frame_peer::accepted(listener_.fd()).hear();
  frame_peer second = frame_peer::accepted(listener_.fd());
  EXPECT_TRUE(second.hear());
}

TEST_F(LoadDriver, EndsAConnectionThatDoesNotSpeakFrames) {
  start({listener_.local()});
  frame_peer first = frame_peer::accepted(listener_.fd());
  first.write(std::vector<std::byte>(model::frame::bytes, std::byte{'x'}));
  wait_until_counted(instrument::broken, 1);
}

TEST_F(LoadDriver, ComesFromAnAddressOfEachClientInTheirOrder) {
  clock_ = net::run_clock{std::chrono::steady_clock::now() + 1h};
  file_.loads.front().clients.count = 300;
  start({listener_.local()});
  connect();
  for (std::uint32_t client = 0; client < 300; ++client) {
    const frame_peer one = frame_peer::accepted(listener_.fd());
    EXPECT_EQ(net::address::peer(one.socket().get()).host(), scenario::client_address(0, client));
  }
}

TEST_F(LoadDriver, KeepsAConnectionOfEachClientToEachEndpoint) {
  clock_ = net::run_clock{std::chrono::steady_clock::now() + 1h};
  file_.services.front().replicas = 2;
  const net::listener second = net::listen({.host = "127.0.0.1"}, why_);
  start({listener_.local(), second.local()});
  connect();
  for (const int listener : {listener_.fd(), second.fd()}) {
    for (int client = 0; client < 10; ++client) EXPECT_TRUE(frame_peer::accepted(listener));
  }
}

TEST_F(LoadDriver, SaysThatAllAreConnectedEvenIfNobodyListens) {
  const endpoint nobody = listener_.local();
  listener_.close();
  start({nobody});
  connect();
}

TEST_F(LoadDriver, AsksNothingBeforeTimeStarts) {
  clock_ = net::run_clock{std::chrono::steady_clock::now() + 1h};
  start();
  connect();
  std::this_thread::sleep_for(5ms);
  collect(time_point{measure::tick});
  EXPECT_EQ(counted(instrument::offered), 0);
}

TEST_F(LoadDriver, AsksNothingMoreOnceItIsScaledToNothing) {
  start();
  wait_until_counted(instrument::offered, 10);
  load_->scale(0, clock_.now());
  // What was due before that may still be on its way to the books; after a while nothing more comes.
  const auto grows = [this] {
    collect(clock_.now() + measure::tick);
    const double before = counted(instrument::offered);
    std::this_thread::sleep_for(50ms);
    collect(clock_.now() + measure::tick);
    return counted(instrument::offered) > before;
  };
  int looks = 1;
  while (grows() && looks < 100) ++looks;
  EXPECT_LT(looks, 100);
}

TEST_F(LoadDriver, NamesATargetThatIsNoAddress) {
  load_.emplace(
      on_,
      clock_,
      file_,
      scenario::routes(file_).front(),
      std::vector{endpoint{endpoint::family::unix_path, std::string(200, 'x')}},
      chance{1},
      why_
  );
  EXPECT_TRUE(why_.code);
}

}  // namespace
}  // namespace surgeline::lab
