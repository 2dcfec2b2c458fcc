#include <gtest/gtest.h>

#include <cmath>

#include "model/serving.hpp"
#include "surgeline/model/arrivals.hpp"

namespace surgeline::model {
namespace {

/// The mean wait over replications, with its standard error.
struct mean_wait {
  double mean = 0;
  double error = 0;
};

/// 80 a second come at random to one slot that does 100 a second; from 20 s on, until 220 s, it is measured how long they
/// wait. Replications differ in the seed, so their means are independent and give the error of the whole.
mean_wait wait_with(const distribution& service_time, int replications) {
  double sum = 0, squares = 0;
  for (int seed = 1; seed <= replications; ++seed) {
    served one(
        {.id = "shop", .slots = 1, .queue = {.limit = 1'000'000}, .service_time = service_time},
        static_cast<std::uint64_t>(seed)
    );
    one.heard.keeps = false;
    arrivals users(
        {.id = "users", .to = "shop", .rate = rate{80}},
        chance{static_cast<std::uint64_t>(seed)}
    );
    for (; users.next() < at(220s); users.step()) {
      one.work_until(users.next());
      one.arrive(1, users.next());
    }
    measure::recording all;
    one.shop.numbers().roll(at(220s));
    all.add("service.shop", one.shop.numbers().take());
    const double mean = seconds(
        all.merged("service.shop", measure::instrument::queue_delay, at(20s), at(220s)).mean()
    );
    sum += mean, squares += mean * mean;
  }
  const double mean = sum / replications;
  const double variance =
      (squares / replications - mean * mean) * replications / (replications - 1);
  return {mean, std::sqrt(variance / replications)};
}

TEST(ServerQueueing, WaitsAsLongAsPollaczekAndKhinchinSayForFixedTimes) {
  // M/D/1: ρ / (2 μ (1 − ρ)) = 0.8 / (2 · 100 · 0.2)
  const auto [mean, error] = wait_with(distribution::fixed(10ms), 24);
  EXPECT_NEAR(mean, 0.020, 4 * error);
  EXPECT_LT(error, 0.05 * 0.020);
}

TEST(ServerQueueing, WaitsAsLongAsTheClosedFormSaysForExponentialTimes) {
  // M/M/1: ρ / (μ − λ) = 0.8 / 20
  const auto [mean, error] = wait_with(distribution::exponential_law{.mean = 10ms}, 24);
  EXPECT_NEAR(mean, 0.040, 4 * error);
  EXPECT_LT(error, 0.05 * 0.040);
}

TEST(ServerQueueing, KeepsLittlesLaw) {
  // From empty to empty, the integral of how many are inside is the sum of how long each was.
  served one({.id = "shop", .slots = 3, .service_time = distribution::uniform(1ms, 60ms)});
  arrivals users({.id = "users", .to = "shop", .rate = rate{80}}, chance{3});
  std::vector<time_point> came;
  double integral = 0;
  std::uint64_t inside = 0;
  time_point last{};
  const auto pass = [&](time_point now) {
    integral += static_cast<double>(inside) * seconds(now - last);
    last = now;
  };
  const auto work_until = [&](time_point until) {
    while (one.shop.next_due() <= until) {
      pass(one.shop.next_due());
      one.wake(one.shop.next_due());
      inside = came.size() - one.heard.count;
    }
  };
  for (; users.next() < at(60s); users.step()) {
    work_until(users.next());
    pass(users.next());
    one.arrive(came.size(), users.next());
    came.push_back(users.next());
    inside = came.size() - one.heard.count;
  }
  work_until(never - 1ns);
  double times = 0;
  for (const auto& each : one.heard.answers) times += seconds(each.when - came.at(each.attempt));
  EXPECT_EQ(inside, 0U);
  EXPECT_NEAR(integral, times, 1e-6 * times);
}

}  // namespace
}  // namespace surgeline::model
