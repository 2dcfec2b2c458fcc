#pragma once

#include <atomic>
#include <chrono>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

#include "surgeline/traffic/doorkeeper.hpp"

namespace surgeline::traffic {

/// Lets connections and exchanges wait until it is told about them, in the order in which they came.
class patient_door final : public doorkeeper {
 public:
  struct waiter {
    net::worker* on;
    told_to answer;
    std::shared_ptr<bool> alive = std::make_shared<bool>(true);
  };
  std::unique_ptr<stay> come(const fault::subject&, net::worker& on, told_to answer) override {
    struct here final : stay {
      here(patient_door& door, std::shared_ptr<bool> mine) : at(door), alive(std::move(mine)) {}
      ~here() override {
        *alive = false;
        ++at.left;
      }
      patient_door& at;
      std::shared_ptr<bool> alive;
    };
    const std::scoped_lock lock(one_at_a_time_);
    const waiter& one = waiters_.emplace_back(waiter{&on, std::move(answer)});
    ++came;
    return std::make_unique<here>(*this, one.alive);
  }
  void tell(std::size_t number, const admission& what) {
    const std::scoped_lock lock(one_at_a_time_);
    const waiter& one = waiters_.at(number);
    one.on->post([answer = one.answer, alive = one.alive, what] {
      if (*alive) answer(what);
    });
  }
  void wait_for(std::atomic<int>& what, int times) {
    while (what < times) std::this_thread::sleep_for(std::chrono::milliseconds{1});
  }

  std::atomic<int> came = 0, left = 0;

 private:
  std::mutex one_at_a_time_;
  std::deque<waiter> waiters_;
};

/// Lets everybody pass without a wait.
class open_door final : public doorkeeper {
 public:
  std::unique_ptr<stay> come(const fault::subject&, net::worker&, told_to) override { return {}; }
};

}  // namespace surgeline::traffic
