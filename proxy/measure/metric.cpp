#include "surgeline/measure/metric.hpp"

#include <array>
#include <fmt/format.h>

namespace surgeline::measure {
namespace {

using value = std::optional<double>;
using enum instrument;

/// Events of a count per second of file time, over the whole ticks of the window.
template <instrument What>
value per_second(const recording& run, const std::string& subject, time_point from, time_point to) {
  const std::size_t first = tick_of(time_point{from.time_since_epoch() + tick - duration{1}});
  if (!run.has(subject) || tick_of(to) <= first) return {};
  return run.sum(subject, What, from, to) / (seconds(tick) * static_cast<double>(tick_of(to) - first));
}

template <instrument Part, instrument Whole>
value part_of(const recording& run, const std::string& subject, time_point from, time_point to) {
  const double whole = run.sum(subject, Whole, from, to);
  if (whole <= 0) return {};
  return run.sum(subject, Part, from, to) / whole;
}

template <instrument What>
value average(const recording& run, const std::string& subject, time_point from, time_point to) {
  if (!run.has(subject) || to <= from) return {};
  return run.mean(subject, What, from, to);
}

template <instrument What, int PerMille>
value quantile(const recording& run, const std::string& subject, time_point from, time_point to) {
  const histogram all = run.merged(subject, What, from, to);
  if (all.empty()) return {};
  return seconds(all.quantile(PerMille / 1000.0));
}

value mean_latency(const recording& run, const std::string& subject, time_point from, time_point to) {
  const histogram all = run.merged(subject, latency, from, to);
  if (all.empty()) return {};
  return seconds(all.mean());
}

constexpr auto load = subject_kind::load;
constexpr auto service = subject_kind::service;
constexpr auto proxy = subject_kind::proxy;

constexpr std::array table{
    metric{load, "offered", dimension::per_second, "logical requests asked for", per_second<offered>},
    metric{load, "throughput", dimension::per_second, "logical requests answered, good or bad", per_second<answered>},
    metric{load, "goodput", dimension::per_second, "logical requests answered well and within the deadline", per_second<good>},
    metric{load, "success", dimension::share, "logical requests answered well, of those offered", part_of<succeeded, offered>},
    metric{load, "amplification", dimension::ratio, "attempts ÷ logical requests", part_of<attempts, offered>},
    metric{load, "dropped_share", dimension::share, "requests the generator failed to start in time, of those offered", part_of<dropped, offered>},
    metric{load, "open", dimension::number, "logical requests under way, mean", average<open>},
    metric{load, "latency.p50", dimension::seconds, "half of the answered requests took at most this, from the intended start", quantile<latency, 500>},
    metric{load, "latency.p90", dimension::seconds, "nine in ten", quantile<latency, 900>},
    metric{load, "latency.p99", dimension::seconds, "99 in a hundred", quantile<latency, 990>},
    metric{load, "latency.p999", dimension::seconds, "999 in a thousand", quantile<latency, 999>},
    metric{load, "latency.mean", dimension::seconds, "mean over the answered requests", mean_latency},
    metric{load, "lag.p99", dimension::seconds, "lateness of the generator itself", quantile<lag, 990>},
    metric{service, "arrivals", dimension::per_second, "attempts that reached a replica", per_second<arrived>},
    metric{service, "served", dimension::per_second, "jobs done, wanted or not", per_second<served>},
    metric{service, "rejected", dimension::per_second, "jobs turned away by a full queue", per_second<refused>},
    metric{service, "queue", dimension::number, "jobs waiting, mean", average<queue>},
    metric{service, "in_flight", dimension::number, "jobs in work, mean", average<in_flight>},
    metric{service, "queue_delay.p99", dimension::seconds, "from arrival to the start of the work", quantile<queue_delay, 990>},
    metric{service, "wasted_share", dimension::share, "jobs done for a caller that had given up, of those done", part_of<wasted, served>},
    metric{proxy, "connections", dimension::number, "client connections open, mean", average<connections>},
    metric{proxy, "bytes", dimension::per_second, "bytes passed on, both ways", per_second<bytes>},
    metric{proxy, "held", dimension::number, "bytes waiting in the proxy, mean", average<held>},
};

}  // namespace

std::span<const metric> metrics() { return table; }

std::optional<metric_path> metric_path::parse(std::string_view text) {
  const auto first = text.find('.');
  if (first == std::string_view::npos) return {};
  const auto second = text.find('.', first + 1);
  if (second == std::string_view::npos) return {};
  for (const metric& one : table) {
    if (word(one.of) == text.substr(0, first) && one.name == text.substr(second + 1)) {
      return metric_path{std::string{text.substr(0, second)}, &one};
    }
  }
  return {};
}

std::vector<std::string> metric_names(subject_kind kind) {
  std::vector<std::string> names;
  for (const metric& one : table) {
    if (one.of == kind) names.emplace_back(one.name);
  }
  return names;
}

std::string metrics_markdown() {
  static constexpr std::array<std::string_view, 5> units{"per second", "share 0..1", "ratio", "seconds", "number"};
  std::string page =
      "# Metrics\n\nGenerated by `surgeline docs metrics`. Checks, reports and the terminal ask for these; both engines"
      " fill them.\nA metric is named `<subject>.<id>.<name>`, over a window of ticks of 250 ms of file time.\n";
  for (const subject_kind kind : {load, service, proxy}) {
    page += fmt::format("\n## {}.<id>.…\n\n| name | unit | meaning |\n|---|---|---|\n", word(kind));
    for (const metric& one : table) {
      if (one.of != kind) continue;
      page += fmt::format("| `{}` | {} | {} |\n", one.name, units[static_cast<std::size_t>(one.measures)], one.help);
    }
  }
  page += "\n## Instruments\n\nWhat the engines count, tick by tick; the metrics above are computed from it.\n\n"
          "| subject | instrument | unit | meaning |\n|---|---|---|---|\n";
  for (const declaration& one : instruments) {
    page += fmt::format("| {} | `{}` | {} | {} |\n", word(one.of), one.name, one.unit, one.help);
  }
  return page;
}

}  // namespace surgeline::measure
