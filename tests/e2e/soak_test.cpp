#include <gtest/gtest.h>
#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>

#include "e2e/echo_crowd.hpp"
#include "e2e/flipper.hpp"
#include "e2e/memory_course.hpp"
#include "surgeline/net/worker.hpp"
#include "surgeline/traffic/proxy.hpp"

// Many connections echo through one proxy while faults come and go. Both ends know what byte belongs at every place.

namespace surgeline {
namespace {

using namespace std::chrono_literals;

double setting(const char* name, double otherwise) {
  const char* const text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtod(text, nullptr);
}

/// What `./dev soak` asks for; by itself the test is a short one.
struct settings {
  std::size_t connections = static_cast<std::size_t>(setting("SURGELINE_SOAK_CONNECTIONS", 100));
  duration span = from_seconds(setting("SURGELINE_SOAK_SECONDS", 2));
  double flips = setting("SURGELINE_SOAK_FLIPS", 20);  ///< per second
};

void raise_descriptor_limit() {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

/// Watches a soak, and says a tenth of the way at a time how it goes.
class watch {
 public:
  watch(traffic::proxy& proxy, const flipper& faults, const settings& asked)
      : proxy_(proxy), faults_(faults), asked_(asked) {}

  duration passed() const { return std::chrono::steady_clock::now() - start_; }
  void look() {
    const duration now = passed();
    if (now < next_look_) return;
    next_look_ += between_looks;
    memory_.look(now);
    proxy_.take_faults([](const fault::ledger&) {});  // as a sidecar does, or they would pile up
    if (now < next_word_) return;
    next_word_ += asked_.span / 10;
    say(now);
  }
  void say(duration now) const {
    const auto moved = [counted = proxy_.counted()](fault::direction towards) {
      return static_cast<double>(counted.of(towards)) / 1e6;
    };
    std::printf(
        "soak: %5.1f s  %6d flips (%.1f/s)  %9.1f MB to the upstream, %9.1f MB back  %7.1f MB "
        "resident\n",
        seconds(now),
        faults_.flips(),
        faults_.flips() / seconds(now),
        moved(fault::direction::to_upstream),
        moved(fault::direction::to_client),
        resident_memory()
    );
    std::fflush(stdout);
  }
  /// What was seen, once it is over.
  void summarize() const {
    const auto slope = memory_.since(asked_.span / 5);
    const auto swap = [this](double share) { return seconds(faults_.swap_time(share)) * 1e3; };
    std::printf(
        "soak: %zu connections, %.1f of %.1f flips/s, a plan in force after %.2f ms (p50), %.2f ms "
        "(p99), "
        "%.2f ms at most\n"
        "soak: memory %+.3f MB/min after a fifth of the time (95 %%: %+.3f .. %+.3f)\n",
        asked_.connections,
        faults_.flips() / seconds(ended_),
        asked_.flips,
        swap(0.5),
        swap(0.99),
        swap(1),
        slope.value,
        slope.low,
        slope.high
    );
  }
  void end() { ended_ = passed(); }

 private:
  static constexpr duration between_looks = 250ms;

  traffic::proxy& proxy_;
  const flipper& faults_;
  const settings& asked_;
  const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  duration next_look_{}, next_word_{asked_.span / 10}, ended_{};
  memory_course memory_;
};

TEST(Soak, EveryByteArrivesInItsPlaceWhileFaultsComeAndGo) {
  const settings asked;
  raise_descriptor_limit();
  net::worker first, second;
  net::worker* const workers[] = {&first, &second};
  const net::run_clock clock;
  net::failure why;
  const net::listener listener = net::listen(*endpoint::parse("127.0.0.1:0"), why);
  const auto proxy = traffic::proxy::open(
      {.id = "soak", .listen = {*endpoint::parse("127.0.0.1:0")}, .upstream = {listener.local()}},
      clock,
      workers,
      why
  );
  ASSERT_TRUE(proxy) << why.what;
  echo_crowd crowd(proxy->addresses()[0], listener.fd(), asked.connections);
  ASSERT_EQ(crowd.upstreams.size(), asked.connections);

  crowd.begin();
  flipper faults(*proxy, clock, asked.flips);
  watch seen(*proxy, faults, asked);
  while (seen.passed() < asked.span) {
    faults.flip();
    seen.look();
  }
  seen.end();
  EXPECT_EQ(crowd.finish(), "");
  seen.summarize();

  std::uint64_t said = 0;
  for (std::size_t i = 0; i < asked.connections; ++i) {
    said += crowd.clients[i].said.place();
    EXPECT_EQ(crowd.upstreams[i].heard.place(), crowd.clients[i].said.place());
    EXPECT_EQ(crowd.clients[i].heard.place(), crowd.clients[i].said.place());
  }
  EXPECT_GT(faults.flips(), 0);
  std::printf(
      "soak: %.1f MB each way, every byte of every connection compared with the one that belongs "
      "there\n",
      static_cast<double>(said) / 1e6
  );
}

}  // namespace
}  // namespace surgeline
