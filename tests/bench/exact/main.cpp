// How exact delays and rates are, on real sockets: `./dev bench exact`. docs/performance.md says how it is measured.
#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <functional>
#include <stdexcept>

#include "bench/comparison/machine.hpp"
#include "bench/comparison/options.hpp"
#include "bench/exact/measures.hpp"

namespace surgeline::bench {
namespace {

constexpr int met = 0, missed = 1, usage_error = 2, failure = 3, interrupted_by_signal = 130;

/// A measure by its name and the group it belongs to.
struct measure {
  std::string id, group;
  std::function<finding(bool quick)> run;
};

std::vector<measure> measures() {
  std::vector<measure> all{
      {"latency-1", "latency", [](bool quick) { return measure_latency(1, quick); }},
      {"latency-64", "latency", [](bool quick) { return measure_latency(64, quick); }},
      {"latency-500", "latency", [](bool quick) { return measure_latency(500, quick); }},
      {"overlap", "latency", measure_overlap},
      {"bandwidth-1", "bandwidth", [](bool) { return measure_bandwidth(1e6, 5'000'000, 0.005); }},
      {"bandwidth-100",
       "bandwidth",
       [](bool) { return measure_bandwidth(100e6, 200'000'000, 0.03); }},
  };
  for (const law& one : laws())
    all.push_back({one.id, "laws", [one](bool quick) { return measure_law(one, quick); }});
  return all;
}

void print_help() {
  fmt::print(
      "usage: ./dev bench exact [--quick] [--only MEASURE]... [--json FILE]\n\n"
      "Exit code: 0 when every figure is within its tolerance, 1 when one is not.\n\n"
      "measures, by name or group:\n"
  );
  for (const measure& one : measures()) fmt::print("  {:<14} {}\n", one.id, one.group);
}

void write(const std::string& path, const std::vector<finding>& found) {
  std::ofstream out(path);
  out << to_json(found);
  if (!out.flush()) throw std::runtime_error("cannot write " + path);
}

int run(const options& asked) {
  const bool coloured = isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr;
  raise_descriptor_limit();
  take_interrupts();
  pin_to(usable_cpus().proxies);
  std::vector<finding> found;
  std::size_t checks = 0, misses = 0;
  for (const measure& one : measures()) {
    if (!asked.wants(one.id, one.group)) continue;
    found.push_back(one.run(asked.quick));
    checks += found.back().checks.size();
    misses += found.back().misses();
    fmt::print("{}\n", to_table(found.back(), coloured));
    std::fflush(stdout);
  }
  if (found.empty()) throw std::invalid_argument("no measure has that name");
  if (!asked.json.empty()) write(asked.json, found);
  fmt::print("{} of {} figures are within their tolerance\n", checks - misses, checks);
  return misses == 0 ? met : missed;
}

int start(const std::vector<std::string>& arguments) {
  try {
    const options asked = options::parse(arguments);
    if (!asked.help) return run(asked);
    print_help();
    return met;
  } catch (const std::invalid_argument& wrong) {
    fmt::print(stderr, "exact: {}\n", wrong.what());
    return usage_error;
  } catch (const interrupted&) {
    return interrupted_by_signal;
  } catch (const std::exception& error) {
    fmt::print(stderr, "exact: {}\n", error.what());
    return failure;
  }
}

}  // namespace
}  // namespace surgeline::bench

int main(int count, char** arguments) {
  return surgeline::bench::start({arguments + 1, arguments + count});
}
