#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <chrono>
#include <string>
#include <utility>

#include "admin/counter.hpp"
#include "repo/program.hpp"
#include "served.hpp"
#include "traffic/wire.hpp"

namespace surgeline {
namespace {

using namespace std::chrono_literals;
using admin::heard_reply;
using admin::read_reply;
using admin::request_text;
using repo::run_program;
using std::chrono::steady_clock;
using testing::HasSubstr;
using traffic::wire;

/// A sidecar's file in the making: proxy `front` before a server of the test.
class Serve : public testing::Test {
 protected:
  void write(const std::string& more = {}, const std::string& keys = {}) const {
    file_.write(
        "format = 1\n[[proxy]]\nid = \"front\"\nlisten = \"127.0.0.1:0\"\nupstream = \"" +
        server_.where().text() + "\"\n" + keys + "\n" + more
    );
  }
  std::pair<wire, wire> connect(const served& to) const {
    wire client = wire::dial(to.front);
    return {std::move(client), server_.accept()};
  }
  static heard_reply ask(const endpoint& where, const std::string& text) {
    wire client = wire::dial(where);
    client.say(text);
    return read_reply(client);
  }
  static heard_reply put_plan(const served& to, const std::string& plan) {
    return ask(to.control, request_text("PUT", "/v1/plan", plan));
  }

  traffic::host server_;
  scratch file_{"serve.toml"};
};

/// How long an answer of the server takes to the client.
duration way_back(std::pair<wire, wire>& ends) {
  const auto start = steady_clock::now();
  ends.second.say("pong");
  EXPECT_EQ(ends.first.hear(4), "pong");
  return steady_clock::now() - start;
}

const std::string late =
    R"({"faults": [{"id": "late", "kind": "latency", "delay": "60ms"}], "lease": "1s"})";

TEST_F(Serve, SaysWhereItListensAndWhatIsArmed) {
  write("[[fault]]\nkind = \"latency\"\ndelay = \"1ms\"\n");
  served one(file_);
  ASSERT_TRUE(one.is_ready()) << one.said();
  EXPECT_THAT(one.said(), HasSubstr("proxy      front: 127.0.0.1:"));
  EXPECT_THAT(one.said(), HasSubstr(" → " + server_.where().text()));
  EXPECT_THAT(one.said(), HasSubstr("armed      latency-1 on front, for 1h, its max_fault_age"));
  EXPECT_EQ(one.said().find('\x1b'), std::string::npos);
}

TEST_F(Serve, CarriesBytesWithTheFileSFaults) {
  write("[[fault]]\nkind = \"latency\"\ndelay = \"60ms\"\n");
  served one(file_, {"--workers", "2"});
  ASSERT_TRUE(one.is_ready()) << one.said();
  auto ends = connect(one);
  EXPECT_GE(way_back(ends), 60ms);
}

TEST_F(Serve, WalksTheWindowsOfItsFaults) {
  write(
      "[[fault]]\nid = \"held\"\nkind = \"stall\"\nschedule = { on = \"200ms\", off = \"200ms\" }\n"
  );
  served one(file_);
  ASSERT_TRUE(one.is_ready()) << one.said();
  EXPECT_THAT(one.said(), HasSubstr("armed      held on front, in its windows for 1h"));
  int held = 0, passed = 0;
  const auto limit = steady_clock::now() + 20s;
  while ((held < 3 || passed < 3) && steady_clock::now() < limit) {
    auto ends = connect(one);
    ++(way_back(ends) >= 50ms ? held : passed);
    std::this_thread::sleep_for(20ms);
  }
  EXPECT_GE(held, 3);
  EXPECT_GE(passed, 3);
}

TEST_F(Serve, WalksTheWindowsOfAPlan) {
  write();
  served one(file_);
  ASSERT_TRUE(one.is_ready()) << one.said();
  auto ends = connect(one);
  const auto armed = steady_clock::now();
  const auto answer = put_plan(
      one,
      R"({"faults": [{"id": "held", "kind": "stall", "schedule": {"at": ["0s"], "for": "300ms"}}],
          "lease": "1m"})"
  );
  ASSERT_EQ(answer.status, 200) << answer.body;
  way_back(ends);  // it comes when the window is over, with the lease still there
  EXPECT_GE(steady_clock::now() - armed, 300ms);
  const std::string state = ask(one.control, request_text("GET", "/v1/state")).body;
  EXPECT_THAT(state, HasSubstr("\"in_force\": false"));
}

TEST_F(Serve, ClearsALeaseThatNobodyRenews) {
  write();
  served one(file_);
  ASSERT_TRUE(one.is_ready()) << one.said();
  auto ends = connect(one);
  EXPECT_EQ(put_plan(one, late).status, 200);
  EXPECT_GE(way_back(ends), 60ms);
  EXPECT_TRUE(one.says("was not renewed: `late` cleared")) << one.said();
  EXPECT_THAT(
      ask(one.telemetry, request_text("GET", "/metrics")).body,
      HasSubstr("surgeline_deadman_triggered_total 1\n")
  );
}

TEST_F(Serve, ReadsItsFileAgainOnSighup) {
  write();
  served one(file_);
  ASSERT_TRUE(one.is_ready()) << one.said();
  auto ends = connect(one);
  write("[[fault]]\nkind = \"latency\"\ndelay = \"60ms\"\n");
  one.signal(SIGHUP);
  ASSERT_TRUE(one.says("the file's faults are armed anew")) << one.said();
  EXPECT_GE(way_back(ends), 60ms);
}

TEST_F(Serve, KeepsItsFileIfTheNextHasProblemsAndSaysWhy) {
  write();
  served one(file_);
  ASSERT_TRUE(one.is_ready()) << one.said();
  write("[[fault]]\nkind = \"latncy\"\n");
  one.signal(SIGHUP);
  ASSERT_TRUE(one.says("rejected: the old file stays in force")) << one.said();
  EXPECT_THAT(one.said(), HasSubstr("did you mean `latency`?"));
  auto ends = connect(one);
  way_back(ends);
}

TEST_F(Serve, LetsConnectionsEndOnSigterm) {
  write();
  served one(file_);
  ASSERT_TRUE(one.is_ready()) << one.said();
  auto ends = connect(one);
  one.signal(SIGTERM);
  ASSERT_TRUE(one.says("draining")) << one.said();
  way_back(ends);
  ends.first.close();
  ends.second.close();
  EXPECT_TRUE(one.says("ended")) << one.said();
  EXPECT_EQ(one.exit_code(), 0);
}

TEST_F(Serve, CutsOffWhoIsThereAfterDrainTimeout) {
  write("[serve]\ndrain_timeout = \"100ms\"\n");
  served one(file_);
  ASSERT_TRUE(one.is_ready()) << one.said();
  auto ends = connect(one);
  one.signal(SIGTERM);
  EXPECT_TRUE(one.says("1 connection was still open after drain_timeout")) << one.said();
  EXPECT_EQ(one.exit_code(), 0);
  ends.first.how_it_ends();
}

TEST_F(Serve, SurvivesBadBytesOnItsControlPort) {
  write();
  served one(file_);
  ASSERT_TRUE(one.is_ready()) << one.said();
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    wire client = wire::dial(seed % 2 == 0 ? one.control : one.telemetry);
    client.say(traffic::noise(seed * 100, seed));
    if (seed % 3 == 0) client.reset();
  }
  EXPECT_EQ(ask(one.control, request_text("GET", "/v1/state")).status, 200);
}

TEST_F(Serve, WritesEveryDraw) {
  const scratch log("decisions.jsonl");
  write("[[fault]]\nid = \"maybe\"\nkind = \"reset\"\nprobability = 0.5\n");
  served one(file_, {"--decisions", log.path()});
  ASSERT_TRUE(one.is_ready()) << one.said();
  wire client = wire::dial(one.front);
  client.say("hello");
  const auto limit = steady_clock::now() + 10s;
  while (log.read().empty() && steady_clock::now() < limit) std::this_thread::sleep_for(10ms);
  EXPECT_THAT(
      log.read(),
      HasSubstr(R"({"fault": "maybe", "proxy": "front", "key": "127.0.0.1#1", "index": 0, "draw": )"
      )
  );
}

TEST_F(Serve, TellsSystemdHowItIsDoing) {
  sockaddr_un at{.sun_family = AF_UNIX, .sun_path = {}};
  const std::string name = "@surgeline-notify-" + std::to_string(getpid());
  std::copy(name.begin() + 1, name.end(), at.sun_path + 1);
  const net::descriptor manager{socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size());
  ASSERT_EQ(bind(manager.get(), reinterpret_cast<sockaddr*>(&at), size), 0);
  setenv("NOTIFY_SOCKET", name.c_str(), 1);
  write();
  served one(file_);
  unsetenv("NOTIFY_SOCKET");
  const auto told = [&] {
    pollfd waiting{manager.get(), POLLIN, 0};
    char text[256];
    if (poll(&waiting, 1, 10'000) != 1) return std::string{"nothing"};
    return std::string(text, static_cast<std::size_t>(recv(manager.get(), text, sizeof text, 0)));
  };
  EXPECT_THAT(told(), testing::StartsWith("READY=1\n"));
  one.signal(SIGHUP);
  EXPECT_THAT(told(), testing::StartsWith("RELOADING=1\nMONOTONIC_USEC="));
  EXPECT_THAT(told(), testing::StartsWith("READY=1\n"));
  one.signal(SIGTERM);
  EXPECT_EQ(told(), "STOPPING=1");
}

TEST_F(Serve, ListensForControlOnAUnixSocket) {
  const scratch path("control.sock");
  write();
  background_surgeline one(
      {"serve", "-c", file_.path(), "--control", "unix:" + path.path(), "--telemetry", "127.0.0.1:0"
      }
  );
  ASSERT_TRUE(one.says("\nready\n")) << one.said();
  EXPECT_EQ(
      ask(*endpoint::parse("unix:" + path.path()), request_text("GET", "/v1/state")).status,
      200
  );
}

TEST_F(Serve, RefusesControlBeyondLoopback) {
  write();
  const auto result = run_program({"serve", file_.path(), "--control", "0.0.0.0:0"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.output, HasSubstr("nobody has to show who he is"));
}

TEST_F(Serve, RefusesAControlAddressThatIsTaken) {
  write();
  const auto result = run_program({"serve", file_.path(), "--control", server_.where().text()});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.output, HasSubstr("control: " + server_.where().text() + " is in use"));
}

TEST_F(Serve, RefusesAStaticFaultBeyondLoopback) {
  file_.write(
      "format = 1\n[[proxy]]\nlisten = \"0.0.0.0:0\"\nupstream = \"127.0.0.1:9\"\n[[fault]]\nkind "
      "= "
      "\"reset\"\n"
  );
  const auto result = run_program({"serve", file_.path()});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.output, HasSubstr("allow_static = true"));
}

}  // namespace
}  // namespace surgeline
