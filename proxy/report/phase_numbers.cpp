#include "surgeline/report/phase_numbers.hpp"

#include <algorithm>

#include "surgeline/measure/metric.hpp"

namespace surgeline::report {
namespace {

std::vector<std::string> faults_in(const scenario::record& of, scenario::span when) {
  std::vector<std::string> ids;
  for (std::uint32_t slot = 0; slot < of.file.faults.size(); ++slot) {
    const bool is_in = std::ranges::any_of(of.course.activations, [&](const auto& each) {
      return each.fault == slot && each.when.from < when.to && when.from < each.when.to;
    });
    if (is_in) ids.push_back(of.file.faults[slot].id);
  }
  return ids;
}

}  // namespace

std::vector<phase_numbers> numbers_by_phase(const execution& of) {
  std::vector<phase_numbers> rows;
  const scenario::record& run = of.record;
  if (of.kept) return rows;
  for (const scenario::stage& stage : run.course.stages) {
    const scenario::span when{stage.when.from, std::min(stage.when.to, run.course.end)};
    for (const scenario::load& load : run.file.loads) {
      const auto number = [&](const char* name) {
        const auto path = measure::metric_path::parse("load." + load.id + "." + name);
        return path->over(run.recording, when.from, when.to);
      };
      phase_numbers row{.phase = run.file.phases[stage.phase].id, .load = load.id, .when = when};
      row.faults = faults_in(run, when);
      row.offered = number("offered"), row.goodput = number("goodput");
      if (row.offered.value_or(0) > 0 && row.goodput) row.kept = *row.goodput / *row.offered;
      row.amplification = number("amplification");
      row.p50 = number("latency.p50"), row.p90 = number("latency.p90");
      row.p99 = number("latency.p99");
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

}  // namespace surgeline::report
