#include <gtest/gtest.h>
#include <sys/stat.h>

#include <boost/json.hpp>
#include <optional>
#include <string>

#include "admin/counter.hpp"
#include "served.hpp"
#include "traffic/wire.hpp"

/// The live page and what it asks for, at a sidecar that wants keys.
namespace surgeline {
namespace {

namespace json = boost::json;

class LivePage : public testing::Test {
 protected:
  void SetUp() override {
    keys_.write("operator ci 0123456789abcdef\nviewer grafana fedcba9876543210\n");
    chmod(keys_.path().c_str(), S_IRUSR | S_IWUSR);
    file_.write(
        "format = 1\n[serve]\nkeys = \"" + keys_.path() +
        "\"\n[[proxy]]\nid = \"front\"\nlisten = \"127.0.0.1:0\"\nupstream = \"127.0.0.1:1\"\n"
    );
    sidecar_.emplace(file_);
    ASSERT_TRUE(sidecar_->is_ready());
  }
  admin::heard_reply ask(
      const std::string& method,
      const std::string& path,
      const std::string& key = {},
      const std::string& body = {}
  ) const {
    auto client = traffic::wire::dial(sidecar_->control);
    const std::string shown = key.empty() ? "" : "Authorization: Bearer " + key + "\r\n";
    client.say(admin::request_text(method, path, body, shown));
    return admin::read_reply(client);
  }

  const std::string operator_ = "0123456789abcdef", viewer_ = "fedcba9876543210";
  scratch keys_{"live-keys"}, file_{"live.toml"};
  std::optional<served> sidecar_;
};

TEST_F(LivePage, IsGivenToEverybodyAndItsDataToKeys) {
  EXPECT_EQ(ask("GET", "/ui/").status, 200);
  EXPECT_EQ(ask("GET", "/ui/page.mjs").status, 200);
  EXPECT_EQ(ask("GET", "/v1/glance").status, 401);
  EXPECT_EQ(ask("GET", "/v1/glance/events").status, 401);
  EXPECT_EQ(ask("GET", "/v1/glance", viewer_).status, 200);
}

TEST_F(LivePage, KnowsWhoLooksAndWhatHeMay) {
  const json::value seen = json::parse(ask("GET", "/v1/glance", viewer_).body);
  EXPECT_EQ(seen.at("you").at("name"), "grafana");
  EXPECT_FALSE(seen.at("you").at("may_change").as_bool());
  const json::value driven = json::parse(ask("GET", "/v1/glance", operator_).body);
  EXPECT_TRUE(driven.at("you").at("may_change").as_bool());
}

TEST_F(LivePage, SaysWhoArmedWhat) {
  const std::string late = R"({"kind": "latency", "delay": "1ms"})";
  EXPECT_EQ(ask("PUT", "/v1/faults/late", operator_, late).status, 201);
  EXPECT_EQ(json::parse(ask("GET", "/v1/glance", viewer_).body).at("who").at("late"), "ci");
  EXPECT_EQ(ask("DELETE", "/v1/faults/late", operator_).status, 200);
  EXPECT_TRUE(json::parse(ask("GET", "/v1/glance", viewer_).body).at("who").as_object().empty());
}

TEST_F(LivePage, MayDoWhatPagesOfOthersMayNot) {
  const std::string own = "Origin: http://" + sidecar_->control.text() + "\r\n";
  const auto freeze = [&](const std::string& origin) {
    auto client = traffic::wire::dial(sidecar_->control);
    client.say(
        "POST /v1/freeze HTTP/1.1\r\nHost: " + sidecar_->control.text() +
        "\r\nAuthorization: Bearer " + operator_ + "\r\n" + origin + "Content-Length: 0\r\n\r\n"
    );
    return admin::read_reply(client).status;
  };
  EXPECT_EQ(freeze("Origin: http://evil.example\r\n"), 403);
  EXPECT_EQ(freeze(own), 200);
}

}  // namespace
}  // namespace surgeline
