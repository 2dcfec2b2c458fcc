#include "surgeline/report/prediction.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "report/samples.hpp"
#include "surgeline/measure/meter.hpp"

namespace surgeline::report {
namespace {

using namespace std::chrono_literals;
using measure::instrument;

const prediction* find(const std::vector<prediction>& all, std::string_view name) {
  const auto found = std::ranges::find(all, name, &prediction::name);
  return found == all.end() ? nullptr : &*found;
}

/// Jobs of 1 ms at a service with 8 slots, 50 a second, each of which asks a daemon that does 100 a second and stalls from
/// 30 s to 40 s; what has waited is gone ten seconds later.
execution stalled_daemon() {
  execution made;
  scenario::record& run = made.record;
  run.file.services.push_back({.id = "orders", .slots = 8, .service_time = distribution::fixed(1ms)}
  );
  run.file.daemons.push_back(
      {.id = "logd",
       .scope = scenario::daemon_scope::shared,
       .service_time = distribution::fixed(10ms)}
  );
  run.file.daemons[0].attach.push_back({.service = "orders", .at = scenario::daemon_stage::before});
  run.file.loads.push_back({.id = "buyers", .to = "orders", .rate = rate{50}});
  run.file.phases = {{"all", 80s, scenario::phase_role::normal}};
  run.file.faults.push_back({.id = "freeze", .what = surgeline::fault::daemon_stall{}});
  run.file.faults[0].target.daemons.daemon = "logd";
  run.course.stages = {{0, {time_point{}, time_point{80s}}}};
  run.course.activations = {{0, {time_point{30s}, time_point{40s}}}};
  run.course.end = time_point{80s};
  measure::meter orders(measure::subject_kind::service, "orders"),
      logd(measure::subject_kind::daemon, "logd");
  for (time_point at{}; at < time_point{80s}; at += 20ms) {
    const double second = seconds(at.time_since_epoch());
    const double held = second < 30 ? 0 : second < 40 ? 50 * (second - 30) : 50 * (50 - second);
    orders.count(at, instrument::arrived);
    orders.gauge(at, instrument::queue, std::max(0.0, held));
    logd.count(at, instrument::asked);
  }
  logd.count(time_point{79s}, instrument::stalls);
  logd.count(time_point{79s}, instrument::herded, 8);
  orders.roll(time_point{80s});
  logd.roll(time_point{80s});
  run.recording.add("service.orders", orders.take());
  run.recording.add("daemon.logd", logd.take());
  return made;
}

/// A service of two slots and 10 ms that is full of work for half a minute.
execution full_service() {
  execution made;
  scenario::record& run = made.record;
  run.file.services.push_back({.id = "db", .slots = 2, .service_time = distribution::fixed(10ms)});
  run.course.end = time_point{30s};
  measure::meter db(measure::subject_kind::service, "db");
  for (time_point at{}; at < time_point{30s}; at += 5ms) {
    db.count(at, instrument::served);
    db.gauge(at, instrument::utilisation, 1);
  }
  db.roll(time_point{30s});
  run.recording.add("service.db", db.take());
  return made;
}

/// A baseline in which ten requests a second are answered after half a second each.
execution steady() {
  execution made;
  scenario::record& run = made.record;
  run.file.loads.push_back({.id = "users", .to = "db", .rate = rate{10}});
  run.file.phases = {{"before", 30s, scenario::phase_role::baseline}};
  run.course.stages = {{0, {time_point{}, time_point{30s}}}};
  run.course.end = time_point{30s};
  measure::meter users(measure::subject_kind::load, "users");
  for (time_point at{}; at < time_point{30s}; at += 100ms) {
    users.count(at, instrument::offered);
    users.observe(at, instrument::latency, 500ms);
    users.gauge(at, instrument::open, 5);
  }
  users.roll(time_point{30s});
  run.recording.add("load.users", users.take());
  return made;
}

TEST(Prediction, IsTheDrainTimeOfAnOutage) {
  const auto all = predictions_of(samples::outage({}));
  const prediction* way_back = find(all, "way_back");
  ASSERT_NE(way_back, nullptr);
  EXPECT_NEAR(way_back->predicted, 125, 0.001);  // (280·10 − 300·1)/(300 − 280)
  EXPECT_NEAR(way_back->deviation(), 129.0 / 125 - 1, 0.01);
}

TEST(Prediction, IsOfNoWayBackWhereCallersTryAgain) {
  EXPECT_EQ(find(predictions_of(samples::outage({.retries = true})), "way_back"), nullptr);
}

TEST(Prediction, OfAHerdIsWhatTheSlotsHold) {
  const auto all = predictions_of(stalled_daemon());
  const prediction* herd = find(all, "herd");
  ASSERT_NE(herd, nullptr);
  EXPECT_DOUBLE_EQ(herd->predicted, 8);  // 500 jobs came, eight have slots
  EXPECT_DOUBLE_EQ(herd->measured, 8);
}

TEST(Prediction, OfADrainIsTheBacklogByWhatIsToSpare) {
  const auto all = predictions_of(stalled_daemon());
  const prediction* drain = find(all, "drain");
  ASSERT_NE(drain, nullptr);
  EXPECT_NEAR(drain->predicted, 10, 1e-6);  // 50/s · 10 s / (100/s − 50/s)
  EXPECT_NEAR(drain->measured, 10, 0.25);
}

TEST(Prediction, IsOfNoDaemonThatStalledTwice) {
  execution twice = stalled_daemon();
  twice.record.course.activations.push_back({0, {time_point{60s}, time_point{61s}}});
  EXPECT_EQ(find(predictions_of(twice), "herd"), nullptr);
}

TEST(Prediction, IsOfNoDaemonWhoseCallersGiveUp) {
  execution impatient = stalled_daemon();
  impatient.record.file.daemons[0].attach[0].timeout = 1s;
  EXPECT_EQ(find(predictions_of(impatient), "drain"), nullptr);
}

TEST(Prediction, OfACapacityIsSlotsByTheirTime) {
  const auto all = predictions_of(full_service());
  const prediction* capacity = find(all, "capacity");
  ASSERT_NE(capacity, nullptr);
  EXPECT_DOUBLE_EQ(capacity->predicted, 200);
  EXPECT_NEAR(capacity->measured, 200, 1e-6);
}

TEST(Prediction, IsOfNoCapacityThatWasNeverUsedUp) {
  execution idle = full_service();
  idle.record.course.activations = {{0, {time_point{}, time_point{30s}}}};
  idle.record.file.faults.push_back({.id = "stall", .what = surgeline::fault::stall{}});
  EXPECT_EQ(find(predictions_of(idle), "capacity"), nullptr);
}

TEST(Prediction, OfRequestsUnderWayIsLittlesLaw) {
  const auto all = predictions_of(steady());
  const prediction* under_way = find(all, "under_way");
  ASSERT_NE(under_way, nullptr);
  EXPECT_NEAR(under_way->predicted, 5, 1e-6);
  EXPECT_DOUBLE_EQ(under_way->measured, 5);
}

TEST(Prediction, IsOfNothingThatWasForgotten) {
  execution kept = samples::outage({});
  condense(kept);
  EXPECT_TRUE(predictions_of(kept).empty());
}

}  // namespace
}  // namespace surgeline::report
