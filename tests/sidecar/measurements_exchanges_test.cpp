#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>

#include "house.hpp"
#include "scraping.hpp"
#include "surgeline/sidecar/measurements.hpp"

namespace surgeline::sidecar {
namespace {

using testing::HasSubstr;
using testing::Not;

/// An http proxy that goes nowhere, with so many routes.
scenario::proxy http_proxy(const std::string& id, int routes) {
  scenario::proxy made{
      .id = id,
      .listen = endpoint{.host = "127.0.0.1"},
      .upstream = {.endpoints = {{.host = "127.0.0.1", .port = 9}}},
      .protocol = scenario::protocol::http
  };
  for (int i = 0; i < routes; ++i) {
    const std::string name = "route-" + std::to_string(i);
    made.routes.push_back({.id = name, .path = {"/" + name}, .deadline = std::chrono::seconds{1}});
  }
  return made;
}

TEST(MeasurementsOfExchanges, StartAtZero) {
  scenario::file from;
  from.proxies = {http_proxy("api", 1)};
  const house served(from);
  const std::string text = scrape(served);
  for (const char* const series :
       {"surgeline_requests_total{proxy=\"api\",route=\"route-0\",code=\"2xx\",outcome=\"ok\","
        "origin="
        "\"upstream\"} 0\n",
        "surgeline_requests_total{proxy=\"api\",route=\"other\",code=\"5xx\",outcome=\"error\","
        "origin="
        "\"upstream\"} 0\n",
        "surgeline_logical_requests_total{proxy=\"api\",route=\"route-0\",outcome=\"ok\",deadline="
        "\"missed\"} 0\n",
        "surgeline_logical_requests_total{proxy=\"api\",route=\"other\",outcome=\"ok\",deadline="
        "\"none\"}"
        " 0\n",
        "surgeline_retry_outcomes_total{proxy=\"api\",route=\"other\",outcome=\"gave_up\"} 0\n",
        "surgeline_client_breaker_state{proxy=\"api\",client=\"other\",state=\"unknown\"} 1\n",
        "surgeline_host_requests_total{proxy=\"api\",host=\"127.0.0.1:9\",outcome=\"ok\"} 0\n",
        "surgeline_request_duration_seconds_bucket{proxy=\"api\",route=\"other\",outcome=\"ok\",le="
        "\"0.001\"} 0\n"})
    EXPECT_THAT(text, HasSubstr(series));
}
TEST(MeasurementsOfExchanges, AreNotThereForATcpProxy) {
  const house served;
  EXPECT_THAT(scrape(served), Not(HasSubstr("surgeline_requests_total{")));
}
TEST(MeasurementsOfExchanges, OfTenProxiesWithTenRoutesAreFewerThanFiveThousandSeries) {
  constexpr int many = 10;
  scenario::file from;
  for (int i = 0; i < many; ++i) from.proxies.push_back(http_proxy("p-" + std::to_string(i), many));
  const house served(from);
  std::istringstream page(scrape(served));
  int series = 0;
  for (std::string line; std::getline(page, line);) series += line.starts_with("#") ? 0 : 1;
  EXPECT_LT(series, 5000);
}

}  // namespace
}  // namespace surgeline::sidecar
