#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <future>
#include <string>
#include <thread>
#include <vector>

#include "admin/counter.hpp"
#include "e2e/served.hpp"
#include "traffic/wire.hpp"

/// How long calls to the real program take in bad circumstances. Times are printed; what is asserted is that everybody is
/// answered, and that the call is in force then.
namespace surgeline::real {
namespace {

using namespace std::chrono_literals;
using admin::request_text;
using std::chrono::steady_clock;
using traffic::wire;

double milliseconds(steady_clock::duration of) {
  return std::chrono::duration<double, std::milli>{of}.count();
}

void print(const std::string& what, std::vector<double> times) {
  std::ranges::sort(times);
  std::printf(
      "%s, %zu times: min %.2f, median %.2f, max %.2f ms\n",
      what.c_str(),
      times.size(),
      times.front(),
      times[times.size() / 2],
      times.back()
  );
}

/// The program before a server that accepts whoever comes.
class ControlTimes : public testing::Test {
 protected:
  ControlTimes() {
    rlimit most{};
    getrlimit(RLIMIT_NOFILE, &most);
    most.rlim_cur = most.rlim_max;
    setrlimit(RLIMIT_NOFILE, &most);
    file_.write(
        "format = 1\n[[proxy]]\nid = \"front\"\nlisten = \"127.0.0.1:0\"\nupstream = \"" +
        server.where().text() + "\"\n"
    );
    sidecar.emplace(file_);
  }
  void SetUp() override {
    ASSERT_TRUE(sidecar->is_ready()) << sidecar->said();
    call(
        "POST",
        "/proxies",
        fmt::format(
            R"({{"name": "many", "listen": "127.0.0.1:0", "upstream": "{}"}})",
            server.where().text()
        )
    );
  }

  /// A call on a connection of its own; returns the milliseconds until its answer was there.
  double call(const std::string& method, const std::string& path, const std::string& body = {}) {
    const auto start = steady_clock::now();
    wire client = wire::dial(sidecar->control);
    client.say(request_text(method, path, body));
    const auto reply = admin::read_reply(client);
    const double took = milliseconds(steady_clock::now() - start);
    EXPECT_LT(reply.status, 300) << path << " says " << reply.body;
    EXPECT_GT(reply.status, 0) << path;
    said_ = reply.body;
    return took;
  }
  double scrape() const {
    const auto start = steady_clock::now();
    wire client = wire::dial(sidecar->telemetry);
    client.say(request_text("GET", "/metrics"));
    EXPECT_EQ(admin::read_reply(client).status, 200);
    return milliseconds(steady_clock::now() - start);
  }
  endpoint address_of_many() {
    call("GET", "/proxies/many");
    constexpr std::string_view key = R"("listen":")";
    const auto from = said_.find(key) + key.size();
    return *endpoint::parse(said_.substr(from, said_.find('"', from) - from));
  }
  /// Connections through `many`, with their ends at the server.
  struct crowd {
    std::vector<wire> clients, behind;
  };
  crowd connect(std::size_t many) {
    crowd made;
    const endpoint where = address_of_many();
    auto accepting = std::async(std::launch::async, [&] {
      while (made.behind.size() < many) made.behind.push_back(server.accept());
    });
    while (made.clients.size() < many) made.clients.push_back(wire::dial(where));
    accepting.get();
    return made;
  }
  /// Disables and enables `many`; what was open must be over, and nobody be let in.
  double disable(crowd& open) {
    const endpoint where = address_of_many();
    const double took = call("POST", "/proxies/many", R"({"enabled": false})");
    EXPECT_TRUE(wire::is_refused(where));
    for (wire* one : {&open.clients.front(), &open.clients.back(), &open.behind.front()})
      EXPECT_EQ(one->how_it_ends(), std::error_code{});
    call("POST", "/proxies/many", R"({"enabled": true})");
    return took;
  }

  traffic::host server;
  scratch file_{"control-times.toml"};
  std::optional<served> sidecar;
  std::string said_;
};

TEST_F(ControlTimes, OfALatencyThatGoesWhileAReaderHasStopped) {
  wire client = wire::dial(address_of_many(), {}, 4096);
  auto talking = std::async(std::launch::async, [behind = server.accept()]() mutable {
    behind.say(traffic::noise(64 << 20));
  });
  std::vector<double> add, remove;
  for (int rounds = 0; rounds < 100; ++rounds) {
    add.push_back(call(
        "POST",
        "/proxies/many/toxics",
        R"({"type": "latency", "attributes": {"latency": 50}})"
    ));
    std::this_thread::sleep_for(20ms);
    remove.push_back(call("DELETE", "/proxies/many/toxics/latency_downstream"));
  }
  print("adding a latency while a reader has stopped", add);
  print("removing it", remove);
  client.reset();
}

TEST_F(ControlTimes, OfDisablingAProxyWithAThousandConnections) {
  std::vector<double> took;
  for (int rounds = 0; rounds < 10; ++rounds) {
    crowd open = connect(1000);
    took.push_back(disable(open));
  }
  print("disabling a proxy with 1000 connections", took);
}

TEST_F(ControlTimes, OfTelemetryWhileNineThousandConnectionsAreClosed) {
  std::vector<double> took, scrapes;
  for (int rounds = 0; rounds < 3; ++rounds) {
    crowd open = connect(9000);
    std::atomic<bool> enough = false;
    auto scraping = std::async(std::launch::async, [&] {
      while (!enough) scrapes.push_back(scrape());
    });
    std::this_thread::sleep_for(50ms);
    took.push_back(disable(open));
    enough = true;
    scraping.get();
  }
  print("disabling a proxy with 9000 connections", took);
  print("scraping meanwhile", scrapes);
}

}  // namespace
}  // namespace surgeline::real
