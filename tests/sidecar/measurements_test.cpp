#include "surgeline/sidecar/measurements.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <sstream>
#include <thread>

#include "house.hpp"
#include "scraping.hpp"
#include "traffic/no_descriptors.hpp"

namespace surgeline::sidecar {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

TEST(Measurements, SayWhichProgramThisIs) {
  const house served;
  EXPECT_THAT(
      scrape(served),
      HasSubstr("surgeline_build_info{version=\"1.2.3\",revision=\"abc\",compiler=\"")
  );
}

TEST(Measurements, StartEveryCounterAtZero) {
  scenario::file from;
  from.faults = {{.id = "bad", .what = fault::reset{}, .during = std::vector<std::string>{"outage"}}
  };
  const house served(from);
  const std::string text = scrape(served);
  for (const char* const series :
       {"surgeline_connections_opened_total{proxy=\"front\",side=\"client\"} 0\n",
        "surgeline_connections_closed_total{proxy=\"front\",side=\"upstream\",reason=\"reset\"} "
        "0\n",
        "surgeline_request_bytes_total{proxy=\"front\"} 0\n",
        "surgeline_fault_evaluations_total{fault=\"bad\",kind=\"reset\",proxy=\"front\",outcome="
        "\"injected\"} 0\n",
        "surgeline_fault_active{fault=\"bad\",kind=\"reset\",proxy=\"front\",owner=\"lease\"} 0\n",
        "surgeline_fault_in_flight{fault=\"bad\",kind=\"reset\"} 0\n",
        "surgeline_fault_delay_seconds_bucket{fault=\"bad\",kind=\"reset\",le=\"0.005\"} 0\n",
        "surgeline_fault_bytes_total{fault=\"bad\",kind=\"reset\",action=\"delayed\"} 0\n",
        "surgeline_fault_bytes_total{fault=\"bad\",kind=\"reset\",action=\"dropped\"} 0\n",
        "surgeline_fault_bytes_total{fault=\"bad\",kind=\"reset\",action=\"corrupted\"} 0\n",
        "surgeline_fault_timer_lateness_seconds_count 0\n",
        "surgeline_accept_pauses_total{proxy=\"front\"} 0\n",
        "surgeline_worker_busy_ratio{worker=\"0\"} ",
        "surgeline_config_reloads_total{outcome=\"rejected\"} 0\n",
        "surgeline_deadman_triggered_total 0\n"})
    EXPECT_THAT(text, HasSubstr(series));
}

TEST(Measurements, CountConnectionsAndBytesOfBothSides) {
  house served;
  auto ends = served.connect();
  ends.first.say("ping");
  EXPECT_EQ(ends.second.hear(4), "ping");
  ends.second.say("answer");
  EXPECT_EQ(ends.first.hear(6), "answer");
  served.wait_for_bytes(fault::direction::to_client, 6);
  const std::string text = scrape(served);
  for (const char* const series :
       {"surgeline_connections_opened_total{proxy=\"front\",side=\"client\"} 1\n",
        "surgeline_connections_active{proxy=\"front\",side=\"upstream\"} 1\n",
        "surgeline_request_bytes_total{proxy=\"front\"} 4\n",
        "surgeline_response_bytes_total{proxy=\"front\"} 6\n"})
    EXPECT_THAT(text, HasSubstr(series));
  EXPECT_THAT(
      text,
      HasSubstr(
          "surgeline_connect_duration_seconds_count{proxy=\"front\",host=\"" +
          served.server.where().text() + "\"} 1\n"
      )
  );
}

TEST(Measurements, SayWhyNobodyAnswered) {
  house served;
  served.server.close();
  auto client = traffic::wire::dial(served.where());
  client.how_it_ends();
  EXPECT_THAT(
      scrape(served),
      HasSubstr(
          "surgeline_connect_failures_total{proxy=\"front\",host=\"" +
          served.served.proxies[0].upstream.endpoints[0].text() + "\",reason=\"refused\"} 1\n"
      )
  );
}

TEST(Measurements, ShowWhatIsArmedAndWhatItDid) {
  house served;
  served.arm(fault::latency{.delay = distribution::fixed(20ms)}, 1min, "late");
  auto ends = served.connect();
  ends.second.say("pong");
  ends.first.hear(4);
  bool heard = false;
  served.one->refresh([&] { heard = true; });
  served.work_until([&] { return heard; });
  const std::string text = scrape(served);
  for (const char* const series :
       {"surgeline_fault_active{fault=\"late\",kind=\"latency\",proxy=\"front\",owner=\"lease\"} "
        "1\n",
        "surgeline_fault_armed_by_info{fault=\"late\",by=\"v1\"} 1\n",
        "surgeline_fault_configured_probability{fault=\"late\"} 1\n",
        "surgeline_fault_evaluations_total{fault=\"late\",kind=\"latency\",proxy=\"front\",outcome="
        "\"injected\"} 1\n",
        "surgeline_fault_delay_seconds_count{fault=\"late\",kind=\"latency\"} 1\n"})
    EXPECT_THAT(text, HasSubstr(series));
}

TEST(Measurements, GiveNoExpiryToWhatStaysForGood) {
  scenario::file from;
  from.safety.allow_static = true;
  from.faults = {{.id = "slow", .what = fault::latency{}}};
  const std::string text = scrape(house(from));
  EXPECT_THAT(text, HasSubstr("owner=\"static\"} 1\n"));
  EXPECT_THAT(text, Not(HasSubstr("surgeline_fault_expiry_timestamp_seconds{fault=\"slow\"")));
}

TEST(Measurements, SayWhichRunHoldsTheLease) {
  house served;
  scenario::plan_request asked{.lease = 1min, .seed = 7};
  asked.run = scenario::run_identity{"0123", "storm", "89abcdef"};
  EXPECT_THAT(scrape(served), Not(HasSubstr("surgeline_run_info")));
  const std::string lease = served.put(asked);
  EXPECT_THAT(
      scrape(served),
      HasSubstr("surgeline_run_info{run_id=\"0123\",scenario=\"storm\",seed=\"7\",engine=\"run\","
                "config=\"89abcdef\"} 1\n")
  );
  EXPECT_TRUE(served.one->end(lease, [] {}));
  EXPECT_THAT(scrape(served), Not(HasSubstr("surgeline_run_info")));
}

TEST(Measurements, CountThePausesForWantOfDescriptors) {
  house served;
  const traffic::early_client waits(served.where());
  {
    const traffic::no_descriptors exhausted;
    waits.connect();
    served.work_until([&] { return served.one->proxies()[0].through->counted().pauses > 0; });
  }
  EXPECT_THAT(scrape(served), Not(HasSubstr("surgeline_accept_pauses_total{proxy=\"front\"} 0\n")));
}

TEST(Measurements, ShowThatAWorkerIsBusy) {
  std::atomic<bool> enough = false;
  house served;
  served.one->proxies()[0].through->take_counts([&](const traffic::counts&) {
    while (!enough) std::this_thread::sleep_for(1ms);
  });
  served.work_until([&] { return served.one->busy()[0].ratio() > 0.5; });
  EXPECT_THAT(
      scrape(served),
      testing::ContainsRegex("surgeline_worker_busy_ratio.worker=\"0\". (1|0.[5-9])")
  );
  enough = true;
}

TEST(Measurements, StayBelowFiveThousandSeriesWithTenProxiesAndTenFaults) {
  scenario::file from;
  for (int i = 0; i < 10; ++i) {
    from.proxies.push_back(
        {.id = "proxy" + std::to_string(i),
         .listen = endpoint{.host = "127.0.0.1"},
         .upstream = {.endpoints = {*endpoint::parse("127.0.0.1:9")}}}
    );
    from.faults.push_back({.id = "fault" + std::to_string(i), .what = fault::latency{}});
  }
  std::istringstream text(scrape(house(from)));
  int series = 0;
  for (std::string line; std::getline(text, line);) series += line.starts_with('#') ? 0 : 1;
  EXPECT_GT(series, 1000);
  EXPECT_LT(series, 5000);
}

}  // namespace
}  // namespace surgeline::sidecar
