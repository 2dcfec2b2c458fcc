#include <fmt/format.h>

#include "surgeline/admin/openapi.hpp"
#include "surgeline/app/command_line.hpp"
#include "surgeline/app/commands.hpp"
#include "surgeline/measure/metric.hpp"
#include "surgeline/metrics/families.hpp"
#include "surgeline/report/json.hpp"
#include "surgeline/report/sweep_result.hpp"
#include "surgeline/scenario/read.hpp"

namespace surgeline::app {

int docs(const options& asked) {
  if (asked.page == "faults") fmt::print("{}", scenario::faults_markdown());
  if (asked.page == "scenario") fmt::print("{}", scenario::format_markdown());
  if (asked.page == "metrics")
    fmt::print("{}{}", measure::metrics_markdown(), metrics::families_markdown());
  if (asked.page == "api") fmt::print("{}", admin::api_markdown());
  if (asked.page == "openapi") fmt::print("{}", admin::openapi());
  if (asked.page == "schema") fmt::print("{}", scenario::format_json_schema());
  if (asked.page == "report-schema") fmt::print("{}", report::json_schema());
  if (asked.page == "sweep-schema") fmt::print("{}", report::sweep_json_schema());
  if (asked.page == "man") fmt::print("{}", manual_page(command_line()));
  if (asked.page == "completion-bash") fmt::print("{}", bash_completion(command_line()));
  if (asked.page == "completion-zsh") fmt::print("{}", zsh_completion(command_line()));
  if (asked.page == "completion-fish") fmt::print("{}", fish_completion(command_line()));
  return 0;
}

}  // namespace surgeline::app
