#include "surgeline/sidecar/measurements.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "house.hpp"

namespace surgeline::sidecar {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

std::string scrape(const house& of) {
  return metrics::text_format(measurements(*of.one, {"1.2.3", "abc"}).Collect());
}

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

}  // namespace
}  // namespace surgeline::sidecar
