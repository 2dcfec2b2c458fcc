// What this proxy costs as an HTTP proxy, beside its peers: `./dev bench http`. docs/performance.md says how it is measured.
#include "bench/comparison/program.hpp"
#include "bench/http/contestants.hpp"
#include "bench/http/measures.hpp"

int main(int count, char** arguments) {
  using namespace surgeline::bench;
  const program bench{
      .name = "http",
      .measures =
          {{"http-1", "requests", [](const auto& at) { return measure_requests(at, 1); }},
           {"http-64", "requests", [](const auto& at) { return measure_requests(at, 64); }},
           {"http-512", "requests", [](const auto& at) { return measure_requests(at, 512); }},
           {"http-64-id", "requests", measure_requests_with_id},
           {"body-16k", "bodies", measure_16k},
           {"body-1m", "bodies", measure_1m},
           {"connections", "connections", measure_visits},
           {"latency", "latency", measure_latency},
           {"memory", "memory", measure_memory},
           {"calls", "deterministic", measure_calls},
           {"instructions", "deterministic", measure_instructions}},
      .roles = http_roles(),
      .peers = {"haproxy", "nginx"}
  };
  return run(bench, {arguments + 1, arguments + count});
}
