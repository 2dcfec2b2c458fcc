#include "surgeline/measure/metric.hpp"

#include <array>

namespace surgeline::measure {
namespace {

using value = std::optional<double>;
using enum instrument;

/// Events of a count per second of file time, over the ticks of the window that are recorded.
template <instrument What>
value per_second(const recording& run, const std::string& subject, time_point from, time_point to) {
  const std::size_t ticks = run.ticks(subject, from, to);
  if (ticks == 0) return {};
  return run.sum(subject, What, from, to) / (seconds(tick) * static_cast<double>(ticks));
}

/// One count of the window by another. What was asked for in one window may be answered in a later one.
template <instrument Part, instrument Whole>
value part_of(const recording& run, const std::string& subject, time_point from, time_point to) {
  const double whole = run.sum(subject, Whole, from, to);
  if (whole <= 0) return {};
  return run.sum(subject, Part, from, to) / whole;
}

template <instrument What>
value average(const recording& run, const std::string& subject, time_point from, time_point to) {
  if (run.ticks(subject, from, to) == 0) return {};
  return run.mean(subject, What, from, to);
}

/// One gauge by another.
template <instrument Part, instrument Whole>
value part_on_average(
    const recording& run,
    const std::string& subject,
    time_point from,
    time_point to
) {
  const double whole = run.mean(subject, Whole, from, to);
  if (whole <= 0) return {};
  return run.mean(subject, Part, from, to) / whole;
}

template <instrument What, int PerMille>
value quantile(const recording& run, const std::string& subject, time_point from, time_point to) {
  const histogram all = run.merged(subject, What, from, to);
  if (all.empty()) return {};
  return seconds(all.quantile(PerMille / 1000.0));
}

template <instrument What>
value mean(const recording& run, const std::string& subject, time_point from, time_point to) {
  const histogram all = run.merged(subject, What, from, to);
  if (all.empty()) return {};
  return seconds(all.mean());
}

/// What is left of a whole without one of its parts.
template <instrument Part, instrument Whole>
value without_part(
    const recording& run,
    const std::string& subject,
    time_point from,
    time_point to
) {
  const value part = part_of<Part, Whole>(run, subject, from, to);
  return part ? value{1 - *part} : part;
}

/// One count of the window by itself and another.
template <instrument Part, instrument Rest>
value share_beside(
    const recording& run,
    const std::string& subject,
    time_point from,
    time_point to
) {
  const double part = run.sum(subject, Part, from, to);
  const double whole = part + run.sum(subject, Rest, from, to);
  if (whole <= 0) return {};
  return part / whole;
}

/// What of a whole comes on top of the rest, as a ratio to that rest.
template <instrument Extra, instrument Whole>
value on_top_of(const recording& run, const std::string& subject, time_point from, time_point to) {
  const double extra = run.sum(subject, Extra, from, to);
  const double rest = run.sum(subject, Whole, from, to) - extra;
  if (rest <= 0) return {};
  return extra / rest;
}

constexpr auto table = [] {
  using enum subject_kind;
  using in = dimension;
  return std::to_array<metric>({
      {load, "offered", in::per_second, "requests asked for", per_second<offered>},
      {load, "throughput", in::per_second, "answered, good or bad", per_second<answered>},
      {load, "goodput", in::per_second, "answered well within the deadline", per_second<good>},
      {load, "success", in::share, "answered well, of those offered", part_of<succeeded, offered>},
      {load, "degraded", in::share, "by a fallback, of those offered", part_of<degraded, offered>},
      {load, "amplification", in::ratio, "attempts ÷ requests", part_of<attempts, offered>},
      {load,
       "dropped_share",
       in::share,
       "requests the generator failed to start in time, of those offered",
       part_of<dropped, offered>},
      {load, "open", in::number, "requests under way, mean", average<open>},
      {load,
       "latency.p50",
       in::seconds,
       "half of the answered requests took at most this, from the intended start",
       quantile<latency, 500>},
      {load, "latency.p90", in::seconds, "nine in ten", quantile<latency, 900>},
      {load, "latency.p99", in::seconds, "99 in a hundred", quantile<latency, 990>},
      {load, "latency.p999", in::seconds, "999 in a thousand", quantile<latency, 999>},
      {load, "latency.mean", in::seconds, "mean over the answered requests", mean<latency>},
      {load,
       "lag.p99",
       in::seconds,
       "lateness of the generator itself, 99 in a hundred at most",
       quantile<lag, 990>},
      {service, "arrivals", in::per_second, "attempts that reached a replica", per_second<arrived>},
      {service, "served", in::per_second, "jobs done, wanted or not", per_second<served>},
      {service, "rejected", in::per_second, "jobs a full queue turned away", per_second<refused>},
      {service, "queue", in::number, "jobs waiting, mean", average<queue>},
      {service, "in_flight", in::number, "jobs in work, mean", average<in_flight>},
      {service,
       "utilisation",
       in::share,
       "of the slots of all replicas, those in use, mean",
       average<utilisation>},
      {service,
       "duplicates",
       in::ratio,
       "jobs done for a logical request that had been done before, for each one done first",
       on_top_of<duplicated, served>},
      {service,
       "hit_share",
       in::share,
       "of what a cache is asked for, what it has",
       share_beside<hits, misses>},
      {service,
       "consumed",
       in::per_second,
       "records that a log's consumers worked on, again or not",
       per_second<consumed>},
      {service,
       "reprocessed",
       in::ratio,
       "records that they worked on again, for each one worked on first",
       on_top_of<reprocessed, consumed>},
      {service,
       "lost_share",
       in::share,
       "records that they committed and never worked on, beside those they worked on",
       share_beside<lost, consumed>},
      {service,
       "queue_delay",
       in::seconds,
       "from arrival to the start of the work, mean",
       mean<queue_delay>},
      {service,
       "queue_delay.p99",
       in::seconds,
       "from arrival to the start of the work, 99 in a hundred at most",
       quantile<queue_delay, 990>},
      {service,
       "wasted_share",
       in::share,
       "jobs done for a caller that had given up, of those done",
       part_of<wasted, served>},
      {proxy, "connections", in::number, "client connections open, mean", average<connections>},
      {proxy, "bytes", in::per_second, "bytes passed on, both ways", per_second<bytes>},
      {proxy, "held", in::number, "bytes waiting in the proxy, mean", average<held>},
      {proxy,
       "requests",
       in::per_second,
       "exchanges over, on an http proxy",
       per_second<exchanges>},
      {proxy,
       "error_share",
       in::share,
       "exchanges not answered well (500 or more, or not at all), of those over",
       part_of<failed, exchanges>},
      {proxy,
       "success",
       in::share,
       "exchanges answered well, of those over",
       without_part<failed, exchanges>},
      {proxy,
       "goodput",
       in::per_second,
       "logical requests answered well, and within their route's deadline if it has one",
       per_second<well>},
      {proxy,
       "amplification",
       in::ratio,
       "attempts seen for each logical request",
       part_of<tried, logical>},
      {policy,
       "open_share",
       in::share,
       "of its breakers, those not closed, mean; none before the first call",
       part_on_average<breakers_open, breakers>},
      {policy,
       "retries",
       in::per_second,
       "attempts sent after the first of their call",
       per_second<retries>},
      {policy,
       "budget",
       in::share,
       "what is left of what its retry budgets could pay, mean; none before the first call",
       part_on_average<budgets_left, budgets>},
      {daemon, "depth", in::number, "who waits for it, all instances, mean", average<depth>},
      {daemon,
       "wait.p50",
       in::seconds,
       "half of those that got a slot had waited at most this",
       quantile<wait, 500>},
      {daemon, "wait.p99", in::seconds, "99 in a hundred", quantile<wait, 990>},
      {daemon,
       "stalled_share",
       in::share,
       "of the time it was stalled, mean of all instances",
       per_second<stalled>},
      {daemon,
       "herd",
       in::number,
       "who waited when a stall ended, mean of all stalls that ended",
       part_of<herded, stalls>},
  });
}();

}  // namespace

std::span<const metric> metrics() { return table; }

std::optional<metric_path> metric_path::parse(std::string_view text) {
  const auto first = text.find('.');
  if (first == std::string_view::npos) return {};
  const auto second = text.find('.', first + 1);
  if (second == std::string_view::npos || second == first + 1) return {};
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

}  // namespace surgeline::measure
