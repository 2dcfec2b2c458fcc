// What this proxy costs as a TCP relay, beside its peers: `./dev bench l4`. docs/performance.md says how it is measured.
#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <functional>

#include "bench/l4/contestants.hpp"
#include "bench/l4/measures.hpp"
#include "bench/l4/options.hpp"

namespace surgeline::bench {
namespace {

constexpr int usage_error = 2, failure = 1, interrupted_by_signal = 130;

/// A measure by its name and the group it belongs to.
struct measure {
  std::string_view id, group;
  std::function<result(const circumstances&)> run;
};

const std::vector<measure> measures{
    {"requests-1", "requests", [](const auto& at) { return measure_requests(at, 1); }},
    {"requests-64", "requests", [](const auto& at) { return measure_requests(at, 64); }},
    {"requests-512", "requests", [](const auto& at) { return measure_requests(at, 512); }},
    {"bulk-1", "bulk", [](const auto& at) { return measure_bulk(at, 1); }},
    {"bulk-8", "bulk", [](const auto& at) { return measure_bulk(at, 8); }},
    {"connections", "connections", measure_visits},
    {"latency", "latency", measure_latency},
    {"memory", "memory", measure_memory},
    {"delay", "delay", measure_delay},
    {"delayed-requests", "delay", measure_delayed_requests},
    {"calls", "deterministic", measure_calls},
    {"instructions", "deterministic", measure_instructions},
};

void print_help() {
  fmt::print(
      "usage: ./dev bench l4 [--quick] [--only MEASURE]... [--json FILE]\n\n"
      "measures, by name or group:\n"
  );
  for (const measure& one : measures) fmt::print("  {:<18} {}\n", one.id, one.group);
}

void say_who_is_missing() {
  for (const std::string_view program : {"haproxy", "nginx"})
    if (find_program(program).empty()) fmt::print("{} is not installed: without it\n\n", program);
}

void write(const std::string& path, const std::vector<result>& found) {
  std::ofstream out(path);
  out << to_json(found);
  if (!out.flush()) throw std::runtime_error("cannot write " + path);
}

void run(const options& asked) {
  const circumstances at{usable_cpus(), asked.quick};
  raise_descriptor_limit();
  take_interrupts();
  say_who_is_missing();
  std::vector<result> found;
  for (const measure& one : measures) {
    if (!asked.wants(one.id, one.group)) continue;
    found.push_back(one.run(at));
    fmt::print("{}\n", to_table(found.back()));
    std::fflush(stdout);
  }
  if (found.empty()) throw std::invalid_argument("no measure has that name");
  if (!asked.json.empty()) write(asked.json, found);
}

int start(const std::vector<std::string>& arguments) {
  try {
    serve_as_told(arguments);
    const options asked = options::parse(arguments);
    if (asked.help)
      print_help();
    else
      run(asked);
    return 0;
  } catch (const std::invalid_argument& wrong) {
    fmt::print(stderr, "l4: {}\n", wrong.what());
    return usage_error;
  } catch (const interrupted&) {
    return interrupted_by_signal;
  } catch (const std::exception& error) {
    fmt::print(stderr, "l4: {}\n", error.what());
    return failure;
  }
}

}  // namespace
}  // namespace surgeline::bench

int main(int count, char** arguments) {
  return surgeline::bench::start({arguments + 1, arguments + count});
}
