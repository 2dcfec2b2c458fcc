// A latency of 100 ms: under requests, and under bulk.
#include <fmt/format.h>

#include <algorithm>

#include "bench/exact/bulk.hpp"
#include "bench/exact/measures.hpp"
#include "bench/exact/observation.hpp"

namespace surgeline::bench {
namespace {

using namespace std::chrono_literals;

constexpr duration latency = 100ms;

/// One connection asks at once when it is answered; many ask every 200 ms, so that the CPU is not what is measured.
rhythm rhythm_of(std::size_t connections, bool quick) {
  constexpr std::size_t alone = 200, together = 3200, at_least = 20;
  const std::size_t all = connections == 1 ? alone : together;
  return {
      std::max(at_least, all / connections) / (quick ? 4 : 1),
      connections == 1 ? duration{} : duration{200ms}
  };
}

check quantile_of(const std::vector<double>& took, double share, const lateness& allowed) {
  return {
      .what = fmt::format("p{:.0f}", share * 100),
      .wanted = milliseconds(latency),
      .measured = quantile(took, share),
      .at_least = milliseconds(latency),
      .at_most = milliseconds(latency) + allowed.at(share),
      .note = allowed.text(share)
  };
}

}  // namespace

finding measure_latency(std::size_t connections, bool quick) {
  finding found{
      .id = fmt::format("latency-{}", connections),
      .title = fmt::format(
          "Requests through a latency of 100 ms, {} connection{}, in ms",
          connections,
          connections == 1 ? "" : "s"
      )
  };
  place here;
  std::vector<line> lines;
  for (std::size_t i = 0; i < connections; ++i) lines.push_back(here.connect());
  const rhythm how = rhythm_of(connections, quick);
  const observation seen = observe(here, lines, how, latency, found.id, [&here] {
    here.arm("exact", fault::latency{.delay = distribution::fixed(latency)});
  });
  std::vector<double> took;
  for (const auto& one : seen.took)
    for (const duration each : one) took.push_back(milliseconds(each));
  found.method = fmt::format(
      "{} requests; bare timers of 100 ms beside them; everything on one CPU",
      took.size()
  );
  found.checks = {
      {.what = "least",
       .wanted = milliseconds(latency),
       .measured = quantile(took, 0),
       .at_least = milliseconds(latency),
       .note = "never early"},
      quantile_of(took, 0.5, seen.allowed),
      quantile_of(took, 0.99, seen.allowed)
  };
  return found;
}

finding measure_overlap(bool quick) {
  constexpr std::size_t mebibyte = 1 << 20;
  const int times = quick ? 5 : 20;
  place here;
  here.arm(
      "exact",
      fault::latency{
          .delay = distribution::fixed(latency),
          .towards = fault::direction::to_upstream
      }
  );
  line one = here.connect();
  std::vector<double> took;
  for (int i = 0; i < times; ++i) took.push_back(milliseconds(carry(one, mebibyte)));
  return {
      .id = "overlap",
      .title = "1 MiB through a latency of 100 ms, in ms",
      .method = fmt::format("from the first byte said to the last one heard, {} times", times),
      .checks =
          {{.what = "least",
            .wanted = milliseconds(latency),
            .measured = quantile(took, 0),
            .at_least = milliseconds(latency),
            .note = "never early"},
           {.what = "p50",
            .wanted = milliseconds(latency),
            .measured = quantile(took, 0.5),
            .at_least = milliseconds(latency),
            .at_most = milliseconds(150ms)},
           {.what = "longest", .measured = quantile(took, 1)}}
  };
}

}  // namespace surgeline::bench
