#pragma once

#include <algorithm>
#include <chrono>
#include <future>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "surgeline/fault/plan.hpp"
#include "surgeline/net/clock.hpp"
#include "surgeline/traffic/proxy.hpp"

namespace surgeline {

/// Arms one of a few plans, drawn by a pinned seed, and clears it half a period later: so many times a second, by the
/// clock, as long as the proxy keeps up.
class flipper {
 public:
  flipper(traffic::proxy& on, net::run_clock clock, double per_second)
      : on_(on),
        clock_(clock),
        half_period_(from_seconds(0.5 / per_second)),
        due_(std::chrono::steady_clock::now()) {}

  /// Once; returns when it is time for the next.
  void flip() {
    put_in_force(draw());
    rest();
    put_in_force({});
    rest();
    ++flips_;
  }

  int flips() const { return flips_; }
  /// How long that share of swaps took at most, from when the plan was handed over until it was in force on every
  /// connection.
  duration swap_time(double share) const {
    std::vector<duration> sorted = took_;
    std::ranges::sort(sorted);
    const auto last = static_cast<double>(sorted.size() - 1);
    return sorted.empty() ? duration{} : sorted[static_cast<std::size_t>(share * last)];
  }

 private:
  std::vector<fault::kind> draw() {
    using fault::direction;
    using namespace std::chrono_literals;
    const auto latency = [](direction towards, duration most) -> fault::kind {
      return fault::latency{.delay = distribution::uniform(duration{}, most), .towards = towards};
    };
    switch (dice_() % 4) {
      case 0:
        return {latency(direction::to_client, 10ms)};
      case 1:
        return {latency(direction::both, 2ms)};
      case 2:
        return {fault::stall{}};
      default:
        return {
            fault::stall{.towards = direction::to_upstream},
            latency(direction::to_client, 5ms)
        };
    }
  }

  void put_in_force(std::vector<fault::kind> kinds) {
    const time_point now = clock_.now();
    std::vector<fault::armed> faults;
    for (auto& kind : kinds) {
      faults.push_back(
          {.id = "fault" + std::to_string(faults.size()),
           .slot = static_cast<std::uint32_t>(faults.size()),
           .what = std::move(kind),
           .probability = 0.8,
           .per = fault::unit::request,
           .since = now,
           .first = now}
      );
    }
    std::promise<void> in_force;
    const auto start = std::chrono::steady_clock::now();
    on_.arm(std::make_shared<const fault::plan>(chance{}, std::move(faults)), [&] {
      in_force.set_value();
    });
    in_force.get_future().wait();
    took_.push_back(std::chrono::steady_clock::now() - start);
  }
  void rest() { std::this_thread::sleep_until(due_ += half_period_); }

  traffic::proxy& on_;
  const net::run_clock clock_;
  const duration half_period_;
  net::real_time due_;
  std::mt19937 dice_{7};
  std::vector<duration> took_;
  int flips_ = 0;
};

}  // namespace surgeline
