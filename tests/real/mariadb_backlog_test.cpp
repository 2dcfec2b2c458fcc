#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "real/mariadb_site.hpp"

namespace surgeline::real {
namespace {

using namespace std::chrono_literals;

double wall_seconds() {
  return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

/// How many requests waited, and when.
struct reading {
  double when = 0;
  double queue = 0;
};

/// A MariaDB whose every query takes 10 ms of one of eight connections, and sysbench as an open load on it: requests come at
/// random, whether those before them are answered or not, and wait in its queue.
class loaded_mariadb : public mariadb_site {
 public:
  loaded_mariadb() {
    files().write("slow.lua", R"lua(
function thread_init() connection = sysbench.sql.driver():connect() end
function event() connection:query("SELECT SLEEP(0.01)") end
)lua");
    files().write("bench.sh", R"(
      port=$1; shift
      sysbench slow.lua --db-driver=mysql --mysql-host=127.0.0.1 --mysql-port=$port --mysql-user=root \
        --mysql-db=trial --threads=8 --report-interval=1 "$@" run
)");
    files().write("series.sh", R"(
      bash bench.sh "$@" | while read -r line; do echo "$EPOCHREALTIME $line"; done >series
)");
  }
  /// Requests per second that it can do at most.
  double capacity() const {
    return std::stod(
        get("bash bench.sh $port --time=5 | awk '/transactions:/ { gsub(/\\(/, \"\"); print $3 }'")
    );
  }
  /// What sysbench has said about its queue.
  std::vector<reading> queue() const {
    std::istringstream lines(get("awk '/queue length/ { sub(/,/, \"\", $7); print $1, $7 }' series")
    );
    std::vector<reading> all;
    for (reading one; lines >> one.when >> one.queue;) all.push_back(one);
    return all;
  }
};

using MariadbBacklog = tests_of<loaded_mariadb>;

/// When the backlog was gone: from the last reading that shows one, at the rate at which it drains.
double drained_at(const std::vector<reading>& queue, double rate) {
  reading last;
  for (const reading& one : queue) {
    if (one.queue > 8) last = one;
  }
  return last.when + last.queue / rate;
}

// A stall of S seconds leaves λS requests waiting, and μ - λ of them go a second. With S = 8 s, λ near 400/s and Poisson
// arrivals both have a standard error of 2 to 3 %; 10 % is the margin.
TEST_F(MariadbBacklog, OfAStallIsWhatArrivedAndDrainsWithWhatIsLeftOfTheCapacity) {
  const double capacity = here.capacity();
  const double rate = std::round(capacity / 2);
  const auto load = here.beside(
      "bash series.sh $port --time=40 --rate=" + std::to_string(static_cast<int>(rate))
  );
  here.wait_until("grep -q 'queue length' series");
  std::this_thread::sleep_for(3s);
  here.arm(R"({ "id": "frozen", "kind": "stall", "direction": "both" })");
  const double began = wall_seconds();
  std::this_thread::sleep_for(8s);
  here.clear();
  const double ended = wall_seconds();
  here.wait_until("grep -q 'Threads fairness' series");
  const double stalled = ended - began;
  double backlog = 0;
  for (const reading& one : here.queue()) backlog = std::max(backlog, one.queue);
  // The last reading in the stall is up to a second old.
  for (const reading& one : here.queue()) {
    if (one.when < ended) backlog = one.queue + rate * (ended - one.when);
  }
  const double drain = drained_at(here.queue(), capacity - rate) - ended;
  const double backlog_expected = rate * stalled;
  const double drain_expected = rate * stalled / (capacity - rate);
  std::printf(
      "capacity %.1f/s, load %.0f/s, stalled %.2f s: backlog %.0f, λS = %.0f (%+.1f %%); drained "
      "in %.2f s, "
      "λS/(μ-λ) = %.2f s (%+.1f %%)\n",
      capacity,
      rate,
      stalled,
      backlog,
      backlog_expected,
      (backlog / backlog_expected - 1) * 100,
      drain,
      drain_expected,
      (drain / drain_expected - 1) * 100
  );
  EXPECT_NEAR(backlog, backlog_expected, 0.1 * backlog_expected);
  EXPECT_NEAR(drain, drain_expected, 0.1 * drain_expected);
}

}  // namespace
}  // namespace surgeline::real
