#include <gtest/gtest.h>

#include <cmath>

#include "sim/simulating.hpp"

namespace surgeline::sim {
namespace {

using scenario::file;

/// Callers who give up after 100 ms on a job of a second.
file impatient(bool cancels) {
  file made = shop();
  made.services[0].slots = 1;
  made.services[0].service_time = distribution::fixed(1s);
  made.services[0].cancel_on_disconnect = cancels;
  made.phases[0].role = scenario::phase_role::normal;  // nobody is ever answered
  scenario::add_policy(made, 100ms);
  return made;
}

TEST(SimulateServices, WorkForCallersWhoHaveLeft) {
  const auto ran = simulate(impatient(false), 1);
  EXPECT_NEAR(total(ran, "service.shop", instrument::served), 20, 2);
  EXPECT_EQ(users(ran, instrument::good), 0);
}

TEST(SimulateServices, StopForCallersWhoHaveLeftWhereTheyCancel) {
  const auto ran = simulate(impatient(true), 1);
  EXPECT_EQ(total(ran, "service.shop", instrument::served), 0);
  EXPECT_NEAR(ran.recording.last("service.shop", instrument::queue, at(20s)), 10, 2);
}

/// A log behind a proxy that loses a share of the acknowledgements; producers send until one arrives.
file producers(double lost, bool idempotent) {
  file made = shop(200);
  made.services[0].role = scenario::role::log;
  made.services[0].log.idempotent = idempotent;
  made.loads[0].clients.count = 200;
  scenario::add_policy(
      made,
      1s,
      {.kind = resilience::growth::fixed, .attempts = 100, .base = distribution::fixed(0ms)}
  );
  auto& fault = scenario::add_fault(
      made,
      "lost",
      fault::drop_response{.then = fault::lost_answer::rst},
      {"outage"}
  );
  fault.probability = share{lost};
  fault.per = fault::unit::request;
  return made;
}

TEST(SimulateServices, AppendAgainWhatWasNotAcknowledged) {
  const double lost = 0.25;
  const auto ran = simulate(producers(lost, false), 1);
  const double records = 200 * 10;
  const double copies = total(ran, "service.shop", instrument::duplicated);
  // A geometric law for each record; four standard errors.
  EXPECT_NEAR(copies / records, lost / (1 - lost), 4 * std::sqrt(lost / records) / (1 - lost));
}

TEST(SimulateServices, AppendNothingTwiceWhereTheLogIsIdempotent) {
  const auto ran = simulate(producers(0.25, true), 1);
  EXPECT_EQ(total(ran, "service.shop", instrument::duplicated), 0);
  EXPECT_NEAR(value(ran, "service.shop.duplicates", 1s, 11s), 0, 0);
  EXPECT_GT(total(ran, "service.shop", instrument::served), 4000 * 1.05);
}

TEST(SimulateServices, CallAsOftenAsTheyMissTheCache) {
  file made = shop(500);
  made.services[0].role = scenario::role::cache;
  made.services[0].cache = {.keys = 1000, .size = 1000, .zipf = 0, .warm = share{0.9}};
  made.services[0].calls = {{.to = "database"}};
  made.services.push_back({.id = "database"});
  const auto ran = simulate(made, 1);
  // One in ten of the first, and each key once.
  EXPECT_NEAR(total(ran, "service.database", instrument::arrived), 100, 15);
  EXPECT_NEAR(value(ran, "service.shop.hit_share", 0s, 250ms), 0.9, 0.1);
}

}  // namespace
}  // namespace surgeline::sim
