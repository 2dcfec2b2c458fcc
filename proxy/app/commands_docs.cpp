#include <fmt/format.h>

#include "surgeline/app/commands.hpp"
#include "surgeline/measure/metric.hpp"
#include "surgeline/metrics/families.hpp"
#include "surgeline/report/json.hpp"
#include "surgeline/scenario/read.hpp"

namespace surgeline::app {

int docs(const options& asked) {
  if (asked.page == "faults") fmt::print("{}", scenario::faults_markdown());
  if (asked.page == "scenario") fmt::print("{}", scenario::format_markdown());
  if (asked.page == "metrics")
    fmt::print("{}{}", measure::metrics_markdown(), metrics::families_markdown());
  if (asked.page == "schema") fmt::print("{}", scenario::format_json_schema());
  if (asked.page == "report-schema") fmt::print("{}", report::json_schema());
  return 0;
}

}  // namespace surgeline::app
