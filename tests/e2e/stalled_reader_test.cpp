#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <future>
#include <string>
#include <vector>

#include "admin/counter.hpp"
#include "served.hpp"
#include "traffic/wire.hpp"

// A client stops reading while its upstream has much to say, and a latency comes and goes.

namespace surgeline {
namespace {

using namespace std::chrono_literals;
using admin::request_text;
using std::chrono::steady_clock;
using traffic::wire;

constexpr std::size_t limit = 1 << 20;
constexpr std::size_t much = 16 << 20;
/// What the sidecar may need beside the bytes it keeps: plans, answers to the test's questions.
constexpr std::size_t fixed_overhead = 1 << 20;

const std::string late_by_50ms = R"({ "id": "late", "kind": "latency", "delay": "50ms" })";
const std::string in_single_bytes = R"({ "id": "sliced", "kind": "slicer", "size": "1B" })";

/// What every upstream says.
const std::string& all_its_words() {
  static const std::string words = traffic::noise(much);
  return words;
}

class StalledReader : public testing::Test {
 protected:
  StalledReader() {
    file_.write(
        "format = 1\n[[proxy]]\nid = \"front\"\nlisten = \"127.0.0.1:0\"\nupstream = \"" +
        server_.where().text() + "\"\n"
    );
    sidecar_.emplace(file_);
  }
  void SetUp() override {
    ASSERT_TRUE(sidecar_->is_ready()) << sidecar_->said();
    warm_up();
  }

  /// A question to the control listener; it has to be answered.
  std::string ask(
      const std::string& method,
      const std::string& target,
      const std::string& body = {}
  ) const {
    wire client = wire::dial(sidecar_->control);
    client.say(request_text(method, target, body));
    const auto reply = admin::read_reply(client);
    EXPECT_EQ(reply.status, 200) << reply.body;
    return reply.body;
  }
  void arm(const std::string& faults) const {
    clear();
    ask("PUT", "/v1/plan", "{ \"lease\": \"1m\", \"faults\": [" + faults + "] }");
  }
  void clear() const { ask("DELETE", "/v1/plan"); }

  /// Bytes that wait in the sidecar.
  std::size_t held() const {
    const std::string state = ask("GET", "/v1/state"), key = "\"held\": ";
    return std::stoul(state.substr(state.find(key) + key.size()));
  }
  void wait_until_it_holds(std::size_t bytes) const {
    const auto patience = steady_clock::now() + 10s;
    while (held() < bytes && steady_clock::now() < patience) std::this_thread::sleep_for(5ms);
  }
  /// The sidecar's memory, in bytes.
  std::size_t resident() const {
    std::ifstream in("/proc/" + std::to_string(sidecar_->id()) + "/statm");
    std::size_t whole = 0, pages = 0;
    in >> whole >> pages;
    return pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  }

  /// A client, with little room of its own, and the upstream that talks to it.
  struct pair {
    wire client;
    std::future<void> talking;
  };
  pair stall(int receive_buffer = 4096) const {
    wire client = wire::dial(sidecar_->front, {}, receive_buffer);
    return {
        std::move(client),
        std::async(
            std::launch::async,
            [behind = server_.accept()]() mutable {
              behind.say(all_its_words());
              behind.finish();
            }
        )
    };
  }

 private:
  /// One transfer as the tests make them, so that what is allocated once is there already.
  void warm_up() const {
    arm(late_by_50ms);
    auto once = stall(0);
    EXPECT_EQ(once.client.hear_all().size(), much);
    clear();
  }

  traffic::host server_;
  scratch file_{"stalled-reader.toml"};

 protected:
  std::optional<served> sidecar_;
};

/// True where memory is what the program has asked for: sanitizers keep books beside it.
constexpr bool memory_tells =
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    false;
#else
    true;
#endif

TEST_F(StalledReader, CostsItsLimitWhileALatencyComesAndGoes) {
  if (!memory_tells) GTEST_SKIP() << "the sanitizer's own memory would be measured";
  const std::size_t before = resident();
  auto stalled = stall();
  std::size_t most_held = 0, most_resident = 0;
  for (int flips = 0; flips < 20; ++flips) {
    arm(late_by_50ms);
    wait_until_it_holds(limit / 2);
    most_held = std::max(most_held, held());
    most_resident = std::max(most_resident, resident());
    clear();
    std::this_thread::sleep_for(10ms);
    most_resident = std::max(most_resident, resident());
  }
  std::printf(
      "held %zu KiB at most; memory grew by %zd KiB at most\n",
      most_held / 1024,
      (static_cast<ssize_t>(most_resident) - static_cast<ssize_t>(before)) / 1024
  );
  EXPECT_GE(most_held, limit / 2);
  EXPECT_LE(most_held, limit);
  EXPECT_LE(most_resident, before + limit + fixed_overhead);
  stalled.client.reset();
}

TEST_F(StalledReader, CostsItsLimitThoughItsBytesAreCutUp) {
  if (!memory_tells) GTEST_SKIP() << "the sanitizer's own memory would be measured";
  const std::size_t before = resident();
  arm(late_by_50ms + ", " + in_single_bytes);
  auto stalled = stall();
  wait_until_it_holds(1);
  std::size_t most = 0;
  for (int looks = 0; looks < 40; ++looks) {
    most = std::max(most, resident());
    std::this_thread::sleep_for(5ms);
  }
  std::printf(
      "memory grew by %zd KiB at most\n",
      (static_cast<ssize_t>(most) - static_cast<ssize_t>(before)) / 1024
  );
  EXPECT_LE(most, before + limit + fixed_overhead);
  stalled.client.reset();
}

TEST_F(StalledReader, HearsEveryByteWhenItReadsOn) {
  auto stalled = stall();
  for (int flips = 0; flips < 5; ++flips) {
    arm(late_by_50ms);
    wait_until_it_holds(limit / 2);
    clear();
  }
  EXPECT_TRUE(stalled.client.hear_all() == all_its_words());
}

TEST_F(StalledReader, KeepsNobodyFromControlAndTelemetry) {
  std::vector<pair> stalled;
  while (stalled.size() < 20) stalled.push_back(stall());
  std::vector<wire> others;
  while (others.size() < 900) others.push_back(wire::dial(sidecar_->front));
  duration slowest{};
  const auto timed = [&](auto question) {
    const auto start = steady_clock::now();
    question();
    slowest = std::max<duration>(slowest, steady_clock::now() - start);
  };
  for (int rounds = 0; rounds < 10; ++rounds) {
    timed([&] { ask("DELETE", "/v1/plan"); });
    timed([&] { ask("PUT", "/v1/plan", R"({ "lease": "1m", "faults": [)" + late_by_50ms + "] }"); }
    );
    timed([&] { ask("GET", "/v1/state"); });
    timed([&] {
      wire scraper = wire::dial(sidecar_->telemetry);
      scraper.say(request_text("GET", "/metrics"));
      EXPECT_EQ(admin::read_reply(scraper).status, 200);
    });
  }
  std::printf("the slowest of 40 answers took %.1f ms\n", 1e3 * seconds(slowest));
  for (pair& one : stalled) one.client.reset();
}

}  // namespace
}  // namespace surgeline
