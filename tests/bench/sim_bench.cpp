// The simulator on M1 (scenarios/hotos-retry.toml, 280/s with one retry): events a second, and beside it the same model in
// SimPy (tests/bench/m1_simpy.py), in turn, so that the ratio holds when the machine's speed drifts.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "surgeline/scenario/read.hpp"
#include "surgeline/sim/simulate.hpp"

namespace {

using namespace surgeline;

constexpr int rounds = 5;

/// CPU seconds and events of one simulation, and its goodput before the outage and at the end.
struct sample {
  double seconds = 0, events = 0, before = 0, after = 0;
};

double cpu_seconds() {
  timespec spent{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
  return static_cast<double>(spent.tv_sec) + static_cast<double>(spent.tv_nsec) * 1e-9;
}

scenario::file m1() {
  const std::string path = SURGELINE_SOURCE_DIR "/scenarios/hotos-retry.toml";
  std::ifstream in(path);
  std::ostringstream text;
  text << in.rdbuf();
  problems found;
  auto file = scenario::read(
      {.name = path, .text = text.str(), .set = {}, .variant = "retry-280", .seed = {}},
      {},
      scenario::purpose::sim,
      found
  );
  if (!file) throw std::runtime_error("scenarios/hotos-retry.toml has problems");
  return *file;
}

double good_share(const scenario::record& of, time_point from, time_point to) {
  return of.recording.sum("load.users", measure::instrument::good, from, to) /
         of.recording.sum("load.users", measure::instrument::offered, from, to);
}

sample simulate_once(const scenario::file& file, std::uint64_t seed) {
  const double start = cpu_seconds();
  const auto record = sim::simulate(file, seed);
  const double spent = cpu_seconds() - start;
  const auto at = [](int s) { return time_point{std::chrono::seconds{s}}; };
  return {
      spent,
      static_cast<double>(record.events),
      good_share(record, at(10), at(40)),
      good_share(record, at(200), at(250))
  };
}

std::optional<sample> simpy_once(int seed) {
  const std::string command = fmt::format(
      "/usr/bin/python3 {}/tests/bench/m1_simpy.py {} 2>/dev/null",
      SURGELINE_SOURCE_DIR,
      seed
  );
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  sample got;
  if (!pipe || std::fscanf(
                   pipe.get(),
                   "%lf %lf %lf %lf",
                   &got.seconds,
                   &got.events,
                   &got.before,
                   &got.after
               ) != 4)
    return {};
  return got;
}

double median(std::vector<double> of) {
  std::ranges::sort(of);
  return of[of.size() / 2];
}

void print(const char* name, const sample& of) {
  fmt::print(
      "  {:<10} {:>8.3f} s CPU {:>10.0f} events {:>7.2f} M events/s   goodput {:.1f}% before, "
      "{:.1f}% long after\n",
      name,
      of.seconds,
      of.events,
      of.events / of.seconds / 1e6,
      of.before * 100,
      of.after * 100
  );
}

}  // namespace

int main() {
  const scenario::file file = m1();
  simulate_once(file, 99);  // warm up
  std::vector<double> ratios, control, speeds;
  for (int seed = 1; seed <= rounds; ++seed) {
    const sample ours = simulate_once(file, static_cast<std::uint64_t>(seed));
    const auto theirs = simpy_once(seed);
    const sample again = simulate_once(file, static_cast<std::uint64_t>(seed));
    print("surgeline", ours);
    if (theirs) print("SimPy", *theirs);
    if (theirs) ratios.push_back(theirs->seconds / ours.seconds);
    control.push_back(again.seconds / ours.seconds);
    speeds.push_back(ours.events / ours.seconds / 1e6);
  }
  fmt::print(
      "median {:.2f} M events/s; the same run again takes {:.2f} of the time (control)\n",
      median(speeds),
      median(control)
  );
  if (ratios.empty())
    fmt::print("SimPy is not installed (python3-simpy3): no ratio\n");
  else
    fmt::print(
        "SimPy takes {:.0f} times the CPU for the same 290 s of the same model (median of {} "
        "pairs)\n",
        median(ratios),
        ratios.size()
    );
}
