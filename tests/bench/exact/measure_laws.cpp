// Whether delays follow their law: one by one as they were drawn, all together as the closed form says.
#include <fmt/format.h>

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <cmath>

#include "bench/comparison/client.hpp"
#include "bench/exact/measures.hpp"
#include "bench/exact/observation.hpp"

namespace surgeline::bench {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t connections = 32;
constexpr duration period = 40ms, bare_timer = 30ms;
constexpr double confidence = 0.9999;  // nearly fifty quantiles are checked, and all should be met
constexpr double shares[] = {0.1, 0.5, 0.9, 0.99};
constexpr double latest = 0.99;  // the share of requests that are no later than `allowed`

/// Of which shares of the law the sample's quantile at `share` may be the quantile: as an order statistic of uniform
/// numbers it has a beta distribution.
std::pair<double, double> shares_around(double share, std::size_t samples) {
  const double rank = std::ceil(share * static_cast<double>(samples));
  const double others = static_cast<double>(samples) - rank + 1;
  const double outside = (1 - confidence) / 2;
  return {
      boost::math::ibeta_inv(rank, others, outside),
      boost::math::ibetac_inv(rank, others, outside)
  };
}

/// What the plan has drawn for the answers on a line, in ms.
std::vector<double> drawn(
    const fault::plan& armed,
    line& through,
    std::uint64_t offset,
    std::size_t answers
) {
  std::vector<double> delays;
  fault::ledger nobody_reads;
  for (std::size_t i = 0; i < answers; ++i, offset += request_size) {
    const fault::chunk answer{fault::direction::to_client, offset, request_size, {}};
    delays.push_back(milliseconds(armed.on_chunk(through.who, answer, nobody_reads).delay));
  }
  return delays;
}

/// How much later than drawn each answer came.
std::vector<double> differences(
    const fault::plan& armed,
    std::span<line> lines,
    const observation& seen
) {
  std::vector<double> late;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto& took = seen.took[i];
    const auto wanted =
        drawn(armed, lines[i], lines[i].answered - took.size() * request_size, took.size());
    for (std::size_t k = 0; k < took.size(); ++k) late.push_back(milliseconds(took[k]) - wanted[k]);
  }
  return late;
}

check quantile_of(
    const law& of,
    double share,
    const std::vector<double>& took,
    const lateness& allowed
) {
  const auto [low, high] = shares_around(share, took.size());
  return {
      .what = fmt::format("p{:.0f}", share * 100),
      .wanted = of.quantile(share),
      .measured = quantile(took, share),
      .at_least = of.quantile(low),
      .at_most = of.quantile(high) + allowed.at(latest)
  };
}

}  // namespace

finding measure_law(const law& of, bool quick) {
  finding found{.id = of.id, .title = fmt::format("Delays, {}, in ms", of.made.text())};
  place here;
  std::vector<line> lines;
  for (std::size_t i = 0; i < connections; ++i) lines.push_back(here.connect());
  std::shared_ptr<const fault::plan> armed;
  const rhythm how{quick ? std::size_t{40} : std::size_t{125}, period};
  const observation seen = observe(here, lines, how, bare_timer, of.id, [&] {
    armed = here.arm(of.id, fault::latency{.delay = of.made});
  });
  std::vector<double> took;
  for (const auto& one : seen.took)
    for (const duration each : one) took.push_back(milliseconds(each));
  const auto late = differences(*armed, lines, seen);
  found.method = fmt::format("{} requests on {} connections, one seed", took.size(), connections);
  found.checks = {
      {.what = "later than drawn, least",
       .wanted = 0,
       .measured = quantile(late, 0),
       .at_least = 0,
       .note = "never early"},
      {.what = "later than drawn, p50",
       .wanted = 0,
       .measured = quantile(late, 0.5),
       .at_least = 0,
       .at_most = seen.allowed.at(0.5),
       .note = seen.allowed.text(0.5)}
  };
  for (const double share : shares)
    found.checks.push_back(quantile_of(of, share, took, seen.allowed));
  return found;
}

}  // namespace surgeline::bench
