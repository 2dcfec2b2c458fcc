#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <optional>
#include <string>
#include <thread>

#include "admin/contract.hpp"
#include "served.hpp"
#include "traffic/wire.hpp"

/// Runs that a sidecar carries out itself, over its API.
namespace surgeline {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;
using testing::AllOf;
using testing::HasSubstr;

class HostedRuns : public testing::Test {
 protected:
  void SetUp() override {
    file.write(
        "format = 1\n[[proxy]]\nid = \"front\"\nlisten = \"127.0.0.1:0\"\n"
        "upstream = \"127.0.0.1:1\"\n"
    );
    sidecar.emplace(file);
    ASSERT_TRUE(sidecar->is_ready());
  }
  admin::heard_reply ask(
      const std::string& method,
      const std::string& path,
      const std::string& body = {}
  ) const {
    auto client = traffic::wire::dial(sidecar->control);
    client.say(admin::request_text(method, path, body));
    return admin::read_reply(client);
  }
  /// The body that asks for a run which holds everything in phase `bad` for so long.
  static std::string holding(const std::string& length) {
    return R"({"scenario": "format = 1\n[scenario]\nid = 'small'\n[[proxy]]\nid = 'front'\n)"
           R"(listen = '127.0.0.1:0'\nupstream = '127.0.0.1:1'\n[[phase]]\nid = 'bad'\n)"
           R"(duration = ')" +
           length + R"('\n[[fault]]\nid = 'held'\nkind = 'stall'\nduring = ['bad']"})";
  }
  bool comes_to(const std::string& path, const std::string& what) const {
    const auto limit = steady_clock::now() + 10s;
    while (steady_clock::now() < limit) {
      if (ask("GET", path).body.find(what) != std::string::npos) return true;
      std::this_thread::sleep_for(10ms);
    }
    return false;
  }

  scratch file{"hosted.toml"};
  std::optional<served> sidecar;
};

TEST_F(HostedRuns, AreWatchedToTheirVerdict) {
  ASSERT_EQ(ask("POST", "/v1/runs", holding("300ms")).status, 201);
  auto client = traffic::wire::dial(sidecar->control);
  client.say(admin::request_text("GET", "/v1/runs/run-1/events"));
  const std::string heard = client.hear_all();
  EXPECT_THAT(
      heard,
      AllOf(
          HasSubstr("Content-Type: text/event-stream\r\n"),
          HasSubstr("id: 1\nevent: phase\ndata: {\"phase\": \"bad\""),
          HasSubstr("\"in_force\": [\"held\"]"),
          HasSubstr("event: verdict\ndata: {\"verdict\": \"inconclusive\"")
      )
  );
}

TEST_F(HostedRuns, TellTheirNumbersAndWhyTheirVerdictIsWhatItIs) {
  ASSERT_EQ(ask("POST", "/v1/runs", holding("300ms")).status, 201);
  ASSERT_TRUE(comes_to("/v1/runs/run-1", "\"verdict\""));
  EXPECT_THAT(
      ask("GET", "/v1/runs/run-1").body,
      AllOf(HasSubstr("\"figures\""), HasSubstr("\"seconds\": 0.3"), HasSubstr("\"reasons\""))
  );
}

TEST_F(HostedRuns, AnswerAsTheirDocumentSays) {
  const admin::contract api;
  EXPECT_EQ(api.wrong("startRun", ask("POST", "/v1/runs", holding("200ms"))), "");
  EXPECT_EQ(api.wrong("startRun", ask("POST", "/v1/runs", holding("200ms"))), "");
  EXPECT_EQ(api.wrong("listRuns", ask("GET", "/v1/runs")), "");
  EXPECT_TRUE(comes_to("/v1/runs", "\"verdict\""));
  EXPECT_EQ(api.wrong("getRun", ask("GET", "/v1/runs/run-1")), "");
  EXPECT_EQ(api.wrong("getReport", ask("GET", "/v1/runs/run-1/report")), "");
  EXPECT_EQ(api.wrong("abortRun", ask("DELETE", "/v1/runs/run-1")), "");
}

TEST_F(HostedRuns, ClearTheirFaultsWhenTheyAreAborted) {
  ask("POST", "/v1/runs", holding("60s"));
  ASSERT_TRUE(comes_to("/v1/faults", "\"held\""));
  EXPECT_EQ(ask("DELETE", "/v1/runs/run-1").status, 200);
  EXPECT_TRUE(comes_to("/v1/runs", "\"verdict\": \"aborted\""));
  EXPECT_TRUE(comes_to("/v1/faults", "\"faults\": []"));
}

TEST_F(HostedRuns, HaveTheProblemsOfTheirScenarioByLine) {
  const auto refused = ask("POST", "/v1/runs", R"({"scenario": "format = 1\nphse = 3"})");
  EXPECT_EQ(refused.status, 400);
  EXPECT_THAT(refused.body, AllOf(HasSubstr("\"line\": 2"), HasSubstr("unknown key `phse`")));
}

TEST_F(HostedRuns, SeeNothingOfTheMachine) {
  const auto refused =
      ask("POST", "/v1/runs", R"({"scenario": "format = 1\n[vars]\nhome = '${HOME}'"})");
  EXPECT_THAT(refused.body, HasSubstr("HOME"));
  EXPECT_EQ(refused.status, 400);
}

TEST_F(HostedRuns, EndWithTheirSidecar) {
  ask("POST", "/v1/runs", holding("60s"));
  ASSERT_TRUE(comes_to("/v1/faults", "\"held\""));
  sidecar->signal(SIGTERM);
  EXPECT_TRUE(sidecar->says("ended")) << sidecar->said();
}

}  // namespace
}  // namespace surgeline
