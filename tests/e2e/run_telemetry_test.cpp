#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "e2e/served.hpp"
#include "repo/program.hpp"
#include "traffic/wire.hpp"

/// `surgeline run --telemetry`.
namespace surgeline {
namespace {

using testing::HasSubstr;

/// A run that says where its telemetry is.
class telling_run : public background_surgeline {
 public:
  telling_run()
      : background_surgeline(
            {"run", "tests/e2e/short.toml", "--quiet", "--telemetry", "127.0.0.1:0"}
        ) {
    EXPECT_TRUE(says("telemetry  ") && says("\n")) << said();
    const auto from = said().find("telemetry  ") + 11;
    where = endpoint::parse(said().substr(from, said().find('\n', from) - from)).value();
  }
  std::string page(const std::string& path = "/metrics") const {
    traffic::wire client = traffic::wire::dial(where);
    client.say("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    return client.hear_all();
  }

  endpoint where;
};

TEST(RunTelemetry, IsReadWhileTheRunGoesOn) {
  telling_run one;
  std::string page;
  while (one.is_running() && page.find("surgeline_load_scheduled_total") == page.npos)
    page = one.page();
  EXPECT_THAT(page, HasSubstr("200 OK"));
  EXPECT_THAT(page, HasSubstr("surgeline_run_info{"));
  EXPECT_THAT(page, HasSubstr("surgeline_load_completed_total{load=\"users\""));
  EXPECT_THAT(page, HasSubstr("surgeline_service_queue_depth{service=\"database\"}"));
}

TEST(RunTelemetry, HasTheLivePage) {
  const telling_run one;
  EXPECT_THAT(one.page("/ui/"), HasSubstr("<title>Surgeline</title>"));
  std::string glance;
  while (one.is_running() && glance.find("\"figures\"") == glance.npos)
    glance = one.page("/v1/glance");
  EXPECT_THAT(glance, HasSubstr("\"of\": \"run\""));
  EXPECT_THAT(glance, HasSubstr("\"may_change\": false"));
  EXPECT_THAT(glance, HasSubstr("\"phases\": [{\"id\""));
}

TEST(RunTelemetry, TellsTheLivePageEachSecondAsASidecarDoes) {
  const telling_run one;
  traffic::wire page = traffic::wire::dial(one.where);
  page.say("GET /v1/glance/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
  std::string heard;
  const auto events = [&] {
    std::size_t all = 0;
    for (auto at = heard.find("event: glance"); at != heard.npos;
         at = heard.find("event: glance", at + 1))
      ++all;
    return all;
  };
  for (std::string more = page.hear(1); !more.empty() && events() < 2; more = page.hear(1))
    heard += more;
  EXPECT_THAT(heard, HasSubstr("text/event-stream"));
  EXPECT_THAT(heard, HasSubstr("\"may_change\": false"));
  EXPECT_EQ(events(), 2U);
  EXPECT_EQ(heard.find("\"proxies\":[{"), heard.rfind("\"proxies\":[{")) << "once is enough";
}

TEST(RunTelemetry, IsRefusedWhereSomebodyListensAlready) {
  const telling_run first;
  background_surgeline second(
      {"run", "tests/e2e/short.toml", "--quiet", "--telemetry", first.where.text()}
  );
  second.hear_out();
  EXPECT_EQ(second.exit_code(), 2);
  EXPECT_THAT(second.said(), HasSubstr("surgeline: --telemetry: " + first.where.text()));
}

}  // namespace
}  // namespace surgeline
