#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "house.hpp"
#include "surgeline/sidecar/measurements.hpp"

/// What the telemetry page says of a fault, with bytes on sockets.
namespace surgeline::sidecar {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

/// A sidecar whose page is looked at.
class watched : public house {
 public:
  using house::house;

  /// The page as it is after the workers were asked.
  std::string page() {
    bool heard = false;
    one->refresh([&] { heard = true; });
    work_until([&] { return heard; });
    return metrics::text_format(measures_.Collect());
  }
  /// True as soon as a series is on the page; false if it is not there after ten seconds.
  bool shows(const std::string& series) {
    const auto limit = std::chrono::steady_clock::now() + 10s;
    while (std::chrono::steady_clock::now() < limit) {
      if (page().find(series) != std::string::npos) return true;
    }
    return false;
  }
  void end(const std::string& lease) {
    bool gone = false;
    EXPECT_TRUE(one->end(lease, [&] { gone = true; }));
    work_until([&] { return gone; });
  }

 private:
  const measurements measures_{*one, {"1.2.3", "abc"}};
};

/// Bursts that last an hour, bad ones nearly always.
scenario::plan_request stormy(fault::correlation_scope scope) {
  scenario::plan_request asked{.lease = 1min};
  asked.faults.push_back({.id = "storm", .what = fault::reset{}});
  asked.faults[0].correlation = fault::correlation{
      .scope = scope,
      .mean_good = 1ms,
      .mean_bad = 1h * 24 * 365,
      .p_good = {0.125},
      .p_bad = {0.75}
  };
  return asked;
}

TEST(MeasurementsFaults, ShowWhatIsHeldWhileItIs) {
  watched served;
  const std::string lease = served.arm(fault::stall{}, 1min, "held");
  auto ends = served.connect();
  ends.second.say("pong");
  EXPECT_TRUE(served.shows("surgeline_fault_in_flight{fault=\"held\",kind=\"stall\"} 1\n"));
  served.end(lease);
  EXPECT_EQ(ends.first.hear(4), "pong");
  const std::string text = served.page();
  EXPECT_THAT(text, HasSubstr("surgeline_fault_in_flight{fault=\"held\",kind=\"stall\"} 0\n"));
  EXPECT_THAT(
      text,
      HasSubstr("surgeline_fault_bytes_total{fault=\"held\",kind=\"stall\",action=\"delayed\"} 4\n")
  );
}

TEST(MeasurementsFaults, ShowConnectionsThatAreKeptOut) {
  watched served;
  served.arm(fault::blackhole{}, 1min, "hole");
  auto client = traffic::wire::dial(served.where());
  EXPECT_TRUE(served.shows("surgeline_fault_in_flight{fault=\"hole\",kind=\"blackhole\"} 1\n"));
  client.reset();
  EXPECT_TRUE(served.shows("surgeline_fault_in_flight{fault=\"hole\",kind=\"blackhole\"} 0\n"));
}

TEST(MeasurementsFaults, CountBytesThatAreDropped) {
  watched served;
  served.arm(fault::drop_response{}, 1min, "lost");
  auto ends = served.connect();
  ends.first.say("ping");
  EXPECT_EQ(ends.second.hear(4), "ping");
  ends.second.say("answer");
  EXPECT_TRUE(served.shows(
      "surgeline_fault_bytes_total{fault=\"lost\",kind=\"drop_response\",action=\"dropped\"} 6\n"
  ));
}

TEST(MeasurementsFaults, CountBytesThatWereHeldUntilTheConnectionWasGone) {
  watched served;
  auto ends = served.connect();
  const std::string lease = served.arm(fault::blackhole{}, 1min, "hole");
  ends.second.say("answer");
  EXPECT_TRUE(served.shows("surgeline_fault_in_flight{fault=\"hole\",kind=\"blackhole\"} 1\n"));
  served.end(lease);
  EXPECT_TRUE(served.shows(
      "surgeline_fault_bytes_total{fault=\"hole\",kind=\"blackhole\",action=\"dropped\"} 6\n"
  ));
}

TEST(MeasurementsFaults, CountBytesThatAreChanged) {
  watched served;
  served.arm(fault::corrupt{.part = {1}}, 1min, "flip");
  auto ends = served.connect();
  ends.second.say("answer");
  EXPECT_NE(ends.first.hear(6), "answer");
  EXPECT_TRUE(served.shows(
      "surgeline_fault_bytes_total{fault=\"flip\",kind=\"corrupt\",action=\"corrupted\"} 6\n"
  ));
}

TEST(MeasurementsFaults, PutDelaysIntoBuckets) {
  watched served;
  served.arm(fault::latency{.delay = distribution::fixed(20ms)}, 1min, "late");
  auto ends = served.connect();
  ends.second.say("pong");
  ends.first.hear(4);
  EXPECT_TRUE(
      served.shows("surgeline_fault_delay_seconds_count{fault=\"late\",kind=\"latency\"} 1\n")
  );
  const std::string text = served.page();
  for (const char* const series :
       {"surgeline_fault_delay_seconds_bucket{fault=\"late\",kind=\"latency\",le=\"0.01\"} 0\n",
        "surgeline_fault_delay_seconds_bucket{fault=\"late\",kind=\"latency\",le=\"60\"} 1\n",
        "surgeline_fault_timer_lateness_seconds_bucket{le=\"+Inf\"} 1\n"})
    EXPECT_THAT(text, HasSubstr(series));
}

TEST(MeasurementsFaults, ShowTheTimeThatEverybodyHas) {
  watched served;
  const std::string lease = served.put(stormy(fault::correlation_scope::proxy));
  std::string text = served.page();
  for (const char* const series :
       {"surgeline_fault_burst_state{fault=\"storm\",kind=\"reset\",state=\"good\"} 0\n",
        "surgeline_fault_burst_state{fault=\"storm\",kind=\"reset\",state=\"bad\"} 1\n",
        "surgeline_fault_configured_probability{fault=\"storm\"} 0.75\n"})
    EXPECT_THAT(text, HasSubstr(series));
  served.end(lease);
  text = served.page();
  EXPECT_THAT(text, HasSubstr("state=\"good\"} 0\n"));
  EXPECT_THAT(text, HasSubstr("state=\"bad\"} 0\n"));
}

TEST(MeasurementsFaults, ShowNoTimeWhereEachConnectionHasItsOwn) {
  watched served;
  served.put(stormy(fault::correlation_scope::connection));
  const std::string text = served.page();
  EXPECT_THAT(text, Not(HasSubstr("surgeline_fault_burst_state")));
  EXPECT_THAT(text, HasSubstr("surgeline_fault_configured_probability{fault=\"storm\"} 0.7"));
}

}  // namespace
}  // namespace surgeline::sidecar
