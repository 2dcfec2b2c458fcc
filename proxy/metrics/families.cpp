#include "surgeline/metrics/families.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace surgeline::metrics {

static_assert(std::ranges::is_sorted(families, {}, &declaration::what), "as in the enum");

std::string_view word(sort kind) {
  switch (kind) {
    case sort::counter:
      return "counter";
    case sort::gauge:
      return "gauge";
    case sort::histogram:
    case sort::wide_histogram:
      break;
  }
  return "histogram";
}

std::string families_markdown() {
  std::string page =
      "\n## Telemetry\n\n"
      "What `/metrics` of `surgeline serve` exports, in the text format of Prometheus, beside the "
      "usual `process_*`. `surgeline run\n--telemetry` exports the run's identity, its story "
      "(`surgeline_experiment_*`, phases, checks) and what begins with\n`surgeline_load_`, "
      "`_policy_`, `_service_` and `surgeline_daemon_waiting`, which a sidecar does not have. "
      "Labels come from the file,\nnever from traffic; counters start at 0.\n\n"
      "| family | type | labels | meaning |\n|---|---|---|---|\n";
  for (const declaration& one : families) {
    page += fmt::format("| `{}` | {} | {} | {} |\n", one.name, word(one.as), one.labels, one.help);
  }
  return page;
}

}  // namespace surgeline::metrics
