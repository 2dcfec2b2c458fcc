#include <gtest/gtest.h>

#include <cstdio>
#include <string>

#include "real/redis_site.hpp"

/// The API of Toxiproxy, by a client that was written for it, before a real Redis.
namespace surgeline::real {
namespace {

class toxiproxy_site : public redis_site {
 public:
  toxiproxy_site() {
    define("clients='" SURGELINE_SOURCE_DIR "/tests/real/clients'");
    define("curl_says() { curl -sS -o - -w ' %{http_code}' \"$@\"; }");
  }

  /// Whether one step of our program ends well; what it saw is printed.
  testing::AssertionResult does_step(
      const std::string& step,
      const std::string& program = "toxiproxy.mjs"
  ) const {
    const outcome done =
        run("node $clients/" + program + " " + step + " $control 127.0.0.1:$direct");
    std::printf("%s", done.said.c_str());
    if (done.exit_code == 0) return testing::AssertionSuccess();
    return testing::AssertionFailure() << step << " says\n" << done.said;
  }
};

using ToxiproxyClient = tests_of<toxiproxy_site>;
/// By a client that knows only the first version of the API: where the versions agree, so do we.
class old_client_site : public toxiproxy_site {
 public:
  testing::AssertionResult does_step(const std::string& step) const {
    return toxiproxy_site::does_step(step, "toxiproxy_node.mjs");
  }
};

using ToxiproxyOldClient = tests_of<old_client_site>;
using ToxiproxyCurl = tests_of<toxiproxy_site>;
using ToxiproxyFile = tests_of<toxiproxy_site>;

TEST_F(ToxiproxyClient, MakesProxies) { EXPECT_TRUE(here.does_step("create")); }
TEST_F(ToxiproxyClient, DelaysAnswers) { EXPECT_TRUE(here.does_step("latency")); }
TEST_F(ToxiproxyClient, DisablesAndEnables) { EXPECT_TRUE(here.does_step("disable")); }
TEST_F(ToxiproxyClient, CutsWithNoBandwidth) { EXPECT_TRUE(here.does_step("cut")); }
TEST_F(ToxiproxyClient, EndsConnections) { EXPECT_TRUE(here.does_step("ends")); }
TEST_F(ToxiproxyClient, NarrowsAndSlices) { EXPECT_TRUE(here.does_step("bandwidth")); }
TEST_F(ToxiproxyClient, Resets) { EXPECT_TRUE(here.does_step("reset")); }
TEST_F(ToxiproxyClient, Populates) { EXPECT_TRUE(here.does_step("populate")); }
TEST_F(ToxiproxyClient, HearsTheErrorsThatItKnows) { EXPECT_TRUE(here.does_step("errors")); }

TEST_F(ToxiproxyOldClient, MakesProxies) { EXPECT_TRUE(here.does_step("create")); }
TEST_F(ToxiproxyOldClient, ReadsThem) { EXPECT_TRUE(here.does_step("read")); }
TEST_F(ToxiproxyOldClient, ChangesThem) { EXPECT_TRUE(here.does_step("save")); }
TEST_F(ToxiproxyOldClient, RemovesThem) { EXPECT_TRUE(here.does_step("remove")); }
TEST_F(ToxiproxyOldClient, HearsTheErrorsOfThisVersion) { EXPECT_TRUE(here.does_step("errors")); }

TEST_F(ToxiproxyCurl, NeedsNoContentType) {
  EXPECT_EQ(
      here.get("curl_says $control/proxies -d '{\"name\":\"c\",\"listen\":\"noport\",\"upstream\":"
               "\"x:1\"}'"),
      "{\"error\":\"listen tcp: address noport: missing port in address\",\"status\":500}\n 500"
  );
}

TEST_F(ToxiproxyCurl, MaySendAChunkedBody) {
  EXPECT_EQ(
      here.get("echo null | curl_says -H 'Transfer-Encoding: chunked' $control/populate -d @-"),
      "{\"proxies\":[]} 201"
  );
}

TEST_F(ToxiproxyCurl, IsNoBrowser) {
  EXPECT_EQ(
      here.get("curl_says -A 'Mozilla/5.0 (X11)' $control/version"),
      "User agent not allowed\n 403"
  );
}

TEST_F(ToxiproxyFile, IsInForceWhenTheSidecarIsReady) {
  EXPECT_TRUE(here.does(
      "echo '[{\"name\":\"r\",\"listen\":\"localhost:0\",\"upstream\":\"127.0.0.1:'$direct'\",'"
      "'\"toxics\":[{\"type\":\"latency\",\"attributes\":{\"latency\":120}}]}]' >populate.json\n"
      "$surgeline serve --config populate.json --control 127.0.0.1:0 --telemetry 127.0.0.1:0 "
      ">populate.log & id=$!\n"
      "until grep -q ^ready populate.log; do kill -0 $id || exit 1; sleep 0.02; done\n"
      "cat populate.log\n"
      "port=$(sed -n 's/^proxy *r: 127.0.0.1:\\([0-9]*\\) .*/\\1/p' populate.log)\n"
      "begun=$(date +%s%N); redis-cli -p $port ping; took=$(( $(date +%s%N) - begun ))\n"
      "kill $id; wait $id; test $took -ge 120000000"
  ));
}

TEST_F(ToxiproxyFile, IsRefusedWhereItCannotBeUsed) {
  const auto refusal = [&](const std::string& text) {
    return here.run("echo '" + text + "' >bad.json; $surgeline serve --config bad.json");
  };
  EXPECT_EQ(refusal("{}").exit_code, 2);
  EXPECT_NE(
      refusal("[{\"name\":\"a\"}]").said.find("missing required field: upstream at proxy 1"),
      std::string::npos
  );
  EXPECT_EQ(here.run("$surgeline serve --config none.json").exit_code, 2);
  EXPECT_EQ(here.run("$surgeline serve").exit_code, 2);
}

}  // namespace
}  // namespace surgeline::real
