#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <future>
#include <thread>

#include "real/fleet_site.hpp"

/// Whatever happens to a runner or to its sidecars, no fault outlives it by more than the lease.
namespace surgeline::real {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;
using testing::HasSubstr;
using traffic::wire;

constexpr duration lease = 1s;

/// How often each thing is done: SURGELINE_FLEET_CYCLES times, or three.
int cycles() {
  const char* const asked = std::getenv("SURGELINE_FLEET_CYCLES");
  return asked == nullptr ? 3 : std::max(1, std::atoi(asked));
}

/// How late this machine wakes somebody who sleeps, at worst: what is said of times here is no more exact than that.
class light_sleeper {
 public:
  ~light_sleeper() {
    thread_.request_stop();
    thread_.join();
    std::printf("meanwhile a sleeper was woken up to %.1f ms late\n", seconds(latest_) * 1e3);
  }

 private:
  duration latest_{};
  std::jthread thread_{[this](const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      const auto due = steady_clock::now() + 1ms;
      std::this_thread::sleep_until(due);
      latest_ = std::max(latest_, duration{steady_clock::now() - due});
    }
  }};
};

/// How long faults stayed on one side, of every cycle.
struct clear_times {
  const char* whose;
  std::vector<duration> all{};

  void print(const char* after) {
    std::ranges::sort(all);
    const auto within = std::ranges::count_if(all, [](duration one) { return one <= lease; });
    const auto ms = [](duration one) { return seconds(one) * 1e3; };
    std::printf(
        "%s: %s cleared after %.1f / %.1f / %.1f ms (min / median / max), %td of %zu within the "
        "lease of %.0f ms\n",
        after,
        whose,
        ms(all.front()),
        ms(all[all.size() / 2]),
        ms(all.back()),
        within,
        all.size(),
        ms(lease)
    );
  }
};

/// A client on a machine whose word is held back by the fault.
struct held_word {
  wire client, upstream;

  held_word(const fleet_site& of, const machine& on)
      : client(of.dial(on)), upstream((client.say("ping"), on.server->accept())) {
    EXPECT_TRUE(upstream.is_silent_for(20ms));
  }
  /// When it comes through, seen from `start`; waits in the background.
  std::future<duration> released(steady_clock::time_point start) {
    return std::async(std::launch::async, [this, start] {
      EXPECT_EQ(upstream.hear(4), "ping");
      return duration{steady_clock::now() - start};
    });
  }
};

class Fleet : public testing::Test {
 protected:
  void SetUp() override {
    if (geteuid() != 0) GTEST_SKIP() << "only root may make network namespaces";
    here_ = std::make_unique<fleet_site>();
  }

  /// A run under way that has armed both sidecars, once they are free; a renewal or so later, each time another part of one.
  std::unique_ptr<background_program> armed_run(int cycle) {
    for (const machine& one : here_->machines) here_->wait_for(one, "\"lease\": null");
    auto run = here_->runner();
    for (const machine& one : here_->machines) here_->wait_for(one, "\"owner\": \"lease\"");
    std::this_thread::sleep_for(37ms * (cycle % 9));
    return run;
  }
  machine& first() { return here_->machines[0]; }
  machine& second() { return here_->machines[1]; }

  std::unique_ptr<fleet_site> here_;
};

TEST_F(Fleet, IsClearedWhenItsRunnerIsKilled) {
  const light_sleeper beside;
  clear_times one{"one sidecar"}, other{"the other"};
  for (int i = 0; i < cycles(); ++i) {
    const auto run = armed_run(i);
    held_word at_first(*here_, first()), at_second(*here_, second());
    const auto start = steady_clock::now();
    run->signal(SIGKILL);
    auto first_time = at_first.released(start), second_time = at_second.released(start);
    one.all.push_back(first_time.get());
    other.all.push_back(second_time.get());
  }
  one.print("runner killed");
  other.print("runner killed");
}

TEST_F(Fleet, IsClearedOnBothSidesOfACutCable) {
  const light_sleeper beside;
  duration pulling{};
  clear_times cut{"the sidecar that was cut off"}, other{"the other, by the runner,"};
  std::string said;
  for (int i = 0; i < cycles(); ++i) {
    const auto end =
        i % 2 == 0 ? fleet_site::end_of_cable::of_runner : fleet_site::end_of_cable::of_machine;
    const auto run = armed_run(i);
    held_word at_first(*here_, first()), at_second(*here_, second());
    const auto before = steady_clock::now();
    here_->cable(0, end, false);
    const auto start = steady_clock::now();  // until here a renewal may have come through
    pulling = std::max(pulling, duration{start - before});
    auto first_time = at_first.released(start), second_time = at_second.released(start);
    cut.all.push_back(first_time.get());
    other.all.push_back(second_time.get());
    run->hear_out();
    said = run->said();
    EXPECT_EQ(run->exit_code(), 4) << said;
    EXPECT_THAT(said, HasSubstr("1 of 2 sidecars are left, and the quorum is 2"));
    EXPECT_THAT(said, HasSubstr("10.77.1.2:8474 has been silent for 900ms"));
    here_->cable(0, end, true);
  }
  std::printf(
      "the clock runs from when the cable is out, which took %.1f ms at most\n",
      seconds(pulling) * 1e3
  );
  cut.print("cable cut");
  other.print("cable cut");
  std::printf("the run says:\n%s", said.c_str());
}

TEST_F(Fleet, IsClearedWhenOneSidecarIsRestarted) {
  const light_sleeper beside;
  clear_times restarted{"the one that was restarted"}, other{"the other, by the runner,"};
  std::string said;
  for (int i = 0; i < cycles(); ++i) {
    const auto run = armed_run(i);
    held_word at_first(*here_, first());
    const auto start = steady_clock::now();
    auto first_time = at_first.released(start);
    second().sidecar->signal(SIGKILL);
    here_->start_sidecar(second());
    wire client = here_->dial(second());
    client.say("ping");
    EXPECT_EQ(second().server->accept().hear(4), "ping");
    restarted.all.push_back(steady_clock::now() - start);
    other.all.push_back(first_time.get());
    run->hear_out();
    said = run->said();
    EXPECT_EQ(run->exit_code(), 4) << said;
    EXPECT_THAT(said, HasSubstr("10.77.2.2:8474 was restarted at"));
  }
  restarted.print("sidecar restarted");
  other.print("sidecar restarted");
  std::printf("the run says:\n%s", said.c_str());
}

}  // namespace
}  // namespace surgeline::real
