#include "surgeline/admin/glances.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "contract.hpp"
#include "office.hpp"

namespace surgeline::admin {
namespace {

namespace json = boost::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

json::value glance(const office& open, const std::string& query = {}) {
  return json::parse(open.control("GET", "/v1/glance" + query).body);
}

/// Whoever listens, event by event.
class listener {
 public:
  explicit listener(const office& open) : wire_(traffic::wire::dial(open.control_address())) {
    wire_.say(request_text("GET", "/v1/glance/events"));
  }
  /// Null when nothing more comes.
  json::value next() {
    constexpr std::string_view begin = "event: glance\ndata: ";
    for (;;) {
      const auto from = heard_.find(begin), end = heard_.find("\n\n", from);
      if (from != heard_.npos && end != heard_.npos) {
        const json::value made =
            json::parse(heard_.substr(from + begin.size(), end - from - begin.size()));
        heard_.erase(0, end + 2);
        return made;
      }
      const std::string more = wire_.hear(1);
      if (more.empty()) return {};
      heard_ += more;
      if (heard_.starts_with("HTTP/1.1 503") && heard_.ends_with("}\n")) return {};
    }
  }

 private:
  traffic::wire wire_;
  std::string heard_;
};

TEST(Glances, ShowWhoCallsWhom) {
  const office open;
  const json::value seen = glance(open);
  const json::value& front = seen.at("proxies").at(0);
  EXPECT_EQ(front.at("id"), "front");
  EXPECT_EQ(front.at("upstream").at(0).as_string(), open.server.where().text());
  EXPECT_EQ(seen.at("counts").at(0).as_array().size(), 10U);
  EXPECT_TRUE(seen.at("you").at("may_change").as_bool());
}

TEST(Glances, CountHowLongExchangesTakeEachUpstreamApart) {
  const office open;
  const heard_reply made = open.control(
      "POST",
      "/v1/proxies",
      fmt::format(
          R"({{"id": "web", "listen": "127.0.0.1:0", "upstream": "{}", "protocol": "http"}})",
          open.server.where().text()
      )
  );
  const auto web = endpoint::parse(json::parse(made.body).at("listen").at(0).as_string()).value();
  traffic::wire client = traffic::wire::dial(web);
  client.say(request_text("GET", "/"));
  traffic::wire upstream = open.server.accept();
  upstream.hear(3);
  upstream.say("HTTP/1.1 204 No Content\r\n\r\n");
  EXPECT_EQ(read_reply(client).status, 204);
  json::value rows;
  do {  // it is over when the proxy has noted it
    rows = glance(open).at("latency").at("rows");
  } while (rows.at(1).at(0).as_array().empty());
  EXPECT_TRUE(rows.at(0).as_array().empty());  // nobody speaks HTTP there
  EXPECT_EQ(rows.at(1).as_array().size(), 2U);
  for (const json::value& counted : rows.at(1).as_array()) EXPECT_EQ(counted.at(1), 1);
  EXPECT_EQ(glance(open).at("latency").at("bounds").as_array().size(), 20U);
}

TEST(Glances, LeaveOutTheProxiesThatOneKnows) {
  const office open;
  const auto number = glance(open).at("layout").as_int64();
  EXPECT_FALSE(glance(open, fmt::format("?layout={}", number)).as_object().contains("proxies"));
  EXPECT_TRUE(glance(open, fmt::format("?layout={}", number + 1)).as_object().contains("proxies"));
}

TEST(Glances, HaveAnotherLayoutWhenThereAreOtherProxies) {
  const office open;
  const auto before = glance(open).at("layout").as_int64();
  EXPECT_EQ(glance(open).at("layout").as_int64(), before);
  open.control(
      "POST",
      "/v1/proxies",
      R"({"id": "web", "listen": "127.0.0.1:0", "upstream": "127.0.0.1:9"})"
  );
  const json::value after = glance(open);
  EXPECT_NE(after.at("layout").as_int64(), before);
  EXPECT_EQ(after.at("proxies").as_array().size(), 2U);
  open.control("PATCH", "/v1/proxies/web", R"({"open": false})");
  const json::value closed = glance(open);
  EXPECT_EQ(closed.at("counts").as_array().size(), 1U);
  EXPECT_FALSE(closed.at("proxies").at(1).at("open").as_bool());
}

TEST(Glances, GoOnEachSecondWithTheSameLayoutLeftOut) {
  const office open;
  listener one(open);
  EXPECT_TRUE(one.next().as_object().contains("proxies"));
  open.control("PUT", "/v1/faults/late", R"({"kind": "latency", "delay": "1ms"})");
  const json::value second = one.next();
  EXPECT_FALSE(second.as_object().contains("proxies"));
  EXPECT_EQ(second.at("faults").at(0).at("id"), "late");
}

TEST(Glances, AreAsTheirDocumentSaysOnStreamsToo) {
  const office open;
  listener one(open);
  const contract api;
  for (int event = 0; event < 2; ++event)
    EXPECT_EQ(api.wrong("getGlance", {.status = 200, .body = json::serialize(one.next())}), "");
}

TEST(Glances, TellNoMoreThanMayListen) {
  const office open;
  std::vector<std::unique_ptr<listener>> all;
  for (int one = 0; one < 32; ++one) {
    all.push_back(std::make_unique<listener>(open));
    all.back()->next();
  }
  const heard_reply refused = open.control("GET", "/v1/glance/events");
  EXPECT_EQ(refused.status, 503);
  EXPECT_THAT(refused.body, HasSubstr("as many listen here as may"));
  EXPECT_EQ(open.control("GET", "/v1/glance").status, 200);
  all.clear();
  json::value heard;
  for (int tries = 0; heard.is_null() && tries < 1000; ++tries) {
    heard = listener{open}.next();
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
  }
  EXPECT_TRUE(heard.as_object().contains("proxies"));  // who has left makes room
}

TEST(Glances, SayWhoArmedWhatWhileItIsArmed) {
  office open;
  request ada{.method = "GET", .path = "/v1/glance", .who = "ada", .may_change = false};
  open.there([&](sidecar::sidecar& of) {
    glances mine(open.context, of, "1", nullptr);
    mine.note("late", "ada");
    const std::string seen = mine.stream().now(ada).body;
    EXPECT_THAT(seen, Not(HasSubstr(R"("late": "ada")")));  // it is not armed
    EXPECT_THAT(seen, HasSubstr(R"("you":{"name": "ada", "may_change": false})"));
  });
}

}  // namespace
}  // namespace surgeline::admin
