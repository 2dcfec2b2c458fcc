#include "surgeline/admin/telemetry.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "office.hpp"

namespace surgeline::admin {
namespace {

using testing::HasSubstr;

TEST(Telemetry, ShowsMetricsInTheFormatOfPrometheus) {
  const office open;
  const heard_reply page = open.telemetry("GET", "/metrics");
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.head, HasSubstr("Content-Type: text/plain; version=0.0.4"));
  EXPECT_THAT(
      page.body,
      HasSubstr("\nsurgeline_connections_active{proxy=\"front\",side=\"client\"} 0\n")
  );
  EXPECT_THAT(page.body, HasSubstr("\nprocess_open_fds "));
}

TEST(Telemetry, CountsUpToTheMomentItIsAsked) {
  const office open;
  open.control("PUT", "/v1/plan", R"({"faults": [{"id": "cut", "kind": "reset"}]})");
  auto ends = open.connect();
  ends.first.say("hello");
  ends.first.how_it_ends();
  EXPECT_THAT(
      open.telemetry("GET", "/metrics").body,
      HasSubstr("{fault=\"cut\",kind=\"reset\",proxy=\"front\",outcome=\"injected\"} 1\n")
  );
}

TEST(Telemetry, IsAliveAndReady) {
  const office open;
  EXPECT_EQ(open.telemetry("GET", "/healthz").status, 200);
  EXPECT_EQ(open.telemetry("GET", "/readyz").status, 200);
}

TEST(Telemetry, IsNotReadyOnceItEnds) {
  office open;
  const auto ends = open.connect();
  open.there([](sidecar::sidecar& one) { one.drain([] {}); });
  EXPECT_EQ(open.telemetry("GET", "/readyz").status, 503);
  EXPECT_EQ(open.telemetry("GET", "/healthz").status, 200);
}

TEST(Telemetry, CanOnlyBeRead) {
  const office open;
  EXPECT_EQ(open.telemetry("DELETE", "/metrics").status, 405);
  EXPECT_EQ(open.telemetry("PUT", "/v1/plan").status, 405);
}

TEST(Telemetry, ListsWhatThereIs) {
  const office open;
  EXPECT_THAT(open.telemetry("GET", "/v1/state").body, HasSubstr("/metrics, /healthz and /readyz"));
}

}  // namespace
}  // namespace surgeline::admin
