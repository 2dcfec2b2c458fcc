// What this proxy costs as a TCP relay, beside its peers: `./dev bench l4`. docs/performance.md says how it is measured.
#include "bench/l4/program.hpp"

int main(int count, char** arguments) {
  using namespace surgeline::bench;
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
  return run_program("l4", measures, {"haproxy", "nginx"}, {arguments + 1, arguments + count});
}
