// What this proxy costs as a TCP relay, beside its peers: `./dev bench l4`. docs/performance.md says how it is measured.
#include "bench/comparison/program.hpp"
#include "bench/l4/measures.hpp"

int main(int count, char** arguments) {
  using namespace surgeline::bench;
  const program bench{
      .name = "l4",
      .measures =
          {
              {"requests-1", "requests", [](const auto& at) { return measure_requests(at, 1); }},
              {"requests-64", "requests", [](const auto& at) { return measure_requests(at, 64); }},
              {"requests-512", "requests", [](const auto& at) { return measure_requests(at, 512); }
              },
              {"bulk-1", "bulk", [](const auto& at) { return measure_bulk(at, 1); }},
              {"bulk-8", "bulk", [](const auto& at) { return measure_bulk(at, 8); }},
              {"connections", "connections", measure_visits},
              {"latency", "latency", measure_latency},
              {"memory", "memory", measure_memory},
              {"delay", "delay", measure_delay},
              {"delayed-requests", "delay", measure_delayed_requests},
              {"calls", "deterministic", measure_calls},
              {"instructions", "deterministic", measure_instructions},
          },
      .roles = relay_roles(),
      .peers = {"haproxy", "nginx"}
  };
  return run(bench, {arguments + 1, arguments + count});
}
