#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "http_stage.hpp"
#include "surgeline/fault/catalog.hpp"

/// Chance on http proxies: the same for one seed, whatever runs beside it.
namespace surgeline::traffic {
namespace {

/// Answers everybody with 200 until it goes.
class good_server {
 public:
  explicit good_server(const stage& on) : accepts_([this, &on] { accept(on); }) {}
  good_server(const good_server&) = delete;
  good_server& operator=(const good_server&) = delete;
  ~good_server() {
    over_ = true;
    accepts_.join();
    for (std::thread& one : serves_) one.join();
  }

 private:
  void accept(const stage& on) {
    while (!over_) {
      if (!on.server.somebody_within(std::chrono::milliseconds{20})) continue;
      serves_.emplace_back([at = on.server.accept()]() mutable {
        std::string heard;
        for (;;) {
          const std::string more = at.hear(1);
          if (more.empty()) return;
          heard += more;
          if (!heard.ends_with("\r\n\r\n")) continue;
          at.say(ok(""));
          heard.clear();
        }
      });
    }
  }
  std::atomic<bool> over_ = false;
  std::vector<std::thread> serves_;
  std::thread accepts_;
};

/// The status of the next response, which has no body.
unsigned next_status(wire& client) {
  std::string heard;
  while (!heard.ends_with("\r\n\r\n")) {
    const std::string more = client.hear(1);
    if (more.empty()) return 0;
    heard += more;
  }
  return status_in(heard);
}

constexpr double probability = 0.3;

void arm(stage& on, std::uint64_t seed) {
  std::vector<fault::armed> faults{
      {.id = "no",
       .what = fault::http_status{.status = 503},
       .probability = probability,
       .per = fault::unit::request}
  };
  on.put_in_force(std::make_shared<const fault::plan>(chance{seed}, std::move(faults)));
}

/// Which of so many ids are hit, asked over so many connections at once.
std::set<int> hit(std::size_t workers, int connections, int requests) {
  stage on(http(), "127.0.0.1:0", 1, workers);
  arm(on, 7);
  std::set<int> all;
  {
    const good_server server(on);
    std::mutex one_at_a_time;
    std::vector<std::thread> clients;
    for (int c = 0; c < connections; ++c) {
      clients.emplace_back([&, c] {
        wire client = wire::dial(on.where());
        for (int i = c; i < requests; i += connections) {
          client.say(get("/", "x-request-id: " + std::to_string(i) + "\r\n"));
          if (next_status(client) != 503) continue;
          const std::scoped_lock lock(one_at_a_time);
          all.insert(i);
        }
      });
    }
    for (std::thread& one : clients) one.join();
    on.front->close();
  }
  return all;
}

TEST(HttpDraws, PickTheSameIdsWhateverTheConnectionsAndWorkers) {
  constexpr int requests = 10'000;
  const std::set<int> one = hit(1, 64, requests);
  EXPECT_EQ(one, hit(2, 7, requests));
  // 99.9 % of samples of this size lie within 3.29 standard deviations.
  const double deviation = std::sqrt(requests * probability * (1 - probability));
  EXPECT_NEAR(static_cast<double>(one.size()), requests * probability, 3.29 * deviation);
}
TEST(HttpDraws, AreNewForARetryThatKeepsItsId) {
  constexpr int requests = 2000, attempts = 3;
  stage on(http());
  arm(on, 11);
  int recovered = 0;
  {
    const good_server server(on);
    wire client = wire::dial(on.where());
    for (int i = 0; i < requests; ++i) {
      for (int attempt = 0; attempt < attempts; ++attempt) {
        client.say(get("/", "x-request-id: r" + std::to_string(i) + "\r\n"));
        if (next_status(client) != 200) continue;
        ++recovered;
        break;
      }
    }
    on.front->close();
  }
  const double expected = 1 - std::pow(probability, attempts);
  const double deviation = std::sqrt(requests * expected * (1 - expected));
  EXPECT_NEAR(recovered, requests * expected, 3.29 * deviation);
}

}  // namespace
}  // namespace surgeline::traffic
