// A whole experiment on sockets, load, proxy and service in this process: requests a second from end to end, and how late they
// set out. The rate goes up until the generator or the proxy cannot follow.
#include <fmt/format.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <string>
#include <variant>
#include <vector>

#include "support/scenario_maker.hpp"
#include "surgeline/runner/live.hpp"

namespace {

using namespace surgeline;
using namespace std::chrono_literals;
using measure::instrument;

constexpr duration length = 5s;

scenario::file asking(double per_second, scenario::protocol speaks) {
  scenario::file made = scenario::proxied_scenario();
  made.phases[0].length = length;
  made.proxies[0].protocol = speaks;
  made.services[0].slots = 100'000;
  made.services[0].service_time = distribution::fixed(duration{});
  made.loads[0].rate = rate{per_second};
  made.loads[0].clients.count = 50;
  made.loads[0].deadline = 100ms;
  return made;
}

double cpu_seconds() {
  rusage spent{};
  getrusage(RUSAGE_SELF, &spent);
  const auto seconds = [](const timeval& of) {
    return static_cast<double>(of.tv_sec) + static_cast<double>(of.tv_usec) * 1e-6;
  };
  return seconds(spent.ru_utime) + seconds(spent.ru_stime);
}

void try_out(const char* what, double per_second, scenario::protocol speaks) {
  const auto file = asking(per_second, speaks);
  const double before = cpu_seconds();
  const auto made = runner::run_live(file, 1);
  const double spent = cpu_seconds() - before;
  const auto* ran = std::get_if<scenario::record>(&made);
  if (ran == nullptr) {
    fmt::print(stderr, "the run could not start\n");
    std::exit(1);
  }
  const time_point begin{1s}, end{length};
  const double span = seconds(end - begin);
  const auto rate_of = [&](instrument one) {
    return ran->recording.sum("load.users", one, begin, end) / span;
  };
  const auto lag = ran->recording.merged("load.users", instrument::lag, begin, end);
  const auto latency = ran->recording.merged("load.users", instrument::latency, begin, end);
  fmt::print(
      "{:5} {:8.0f} {:9.0f} {:9.0f} {:9.2f} {:9.2f} {:11.2f} {:11.2f} {:8.1f}\n",
      what,
      per_second,
      rate_of(instrument::answered),
      rate_of(instrument::good),
      seconds(lag.quantile(0.5)) * 1e3,
      seconds(lag.quantile(0.99)) * 1e3,
      seconds(latency.quantile(0.5)) * 1e3,
      seconds(latency.quantile(0.99)) * 1e3,
      spent * 1e6 / (per_second * seconds(length))
  );
  std::fflush(stdout);
}

}  // namespace

int main(int count, char** words) {
  std::vector<double> rates{5'000, 10'000, 20'000, 30'000, 40'000};
  if (count > 1) rates = {std::stod(words[1])};
  fmt::print(
      "{:5} {:>8} {:>9} {:>9} {:>9} {:>9} {:>11} {:>11} {:>8}\n",
      "",
      "asked/s",
      "answered",
      "in 100ms",
      "lag p50",
      "lag p99",
      "latency p50",
      "latency p99",
      "us each"
  );
  for (const double one : rates) try_out("tcp", one, scenario::protocol::tcp);
  for (const double one : rates) try_out("http", one, scenario::protocol::http);
  return 0;
}
