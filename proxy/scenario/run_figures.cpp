#include "surgeline/scenario/run_figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "read_json.hpp"
#include "surgeline/measure/metric.hpp"
#include "surgeline/scenario/conductor.hpp"

namespace surgeline::scenario {

void run_figures::check(config::checker& in) const {
  if (loads.size() > most_loads)
    in.problem("loads", fmt::format("{} loads", loads.size()), "100 at most");
}

std::optional<run_figures> read_run_figures(std::string_view json, problems& found) {
  return read_json<run_figures>(json, found);
}

std::string to_json(const run_figures& told) { return config::to_json(config::encode(told)); }

span last_window(const measure::recording& seen, time_point now, duration length) {
  const time_point known = std::min(seen.complete(), now);
  const time_point to{measure::tick * (known.time_since_epoch() / measure::tick)};
  return {std::max(time_point{}, to - length), to};
}

load_figures figures_of(const std::string& load, const measure::recording& seen, time_point now) {
  const auto over = [&](std::string_view name, duration length) {
    const span window = last_window(seen, now, length);
    return measure::metric_path::parse(fmt::format("load.{}.{}", load, name))
        ->over(seen, window.from, window.to);
  };
  return {
      .id = load,
      .offered = over("offered", std::chrono::seconds{1}).value_or(0),
      .goodput = over("goodput", std::chrono::seconds{1}).value_or(0),
      .amplification = over("amplification", std::chrono::seconds{1}),
      .p50_seconds = over("latency.p50", std::chrono::seconds{5}),
      .p99_seconds = over("latency.p99", std::chrono::seconds{5}),
  };
}

run_figures figures_of(
    const file& from,
    const conductor& where,
    const measure::recording& seen,
    time_point now
) {
  run_figures told{
      .at_seconds = std::max(0.0, seconds(now - time_point{})),
      .ends_seconds = seconds(where.planned_end() - time_point{}),
      .loads = {}
  };
  const auto most = std::min(from.loads.size(), run_figures::most_loads);
  for (std::size_t i = 0; i < most; ++i)
    told.loads.push_back(figures_of(from.loads[i].id, seen, now));
  return told;
}

}  // namespace surgeline::scenario
