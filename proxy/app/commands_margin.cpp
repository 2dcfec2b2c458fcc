#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "margin_walk.hpp"
#include "surgeline/app/commands.hpp"
#include "surgeline/app/inputs.hpp"
#include "surgeline/app/interrupt.hpp"
#include "surgeline/app/outputs.hpp"
#include "surgeline/app/preflight.hpp"
#include "surgeline/app/screen.hpp"
#include "surgeline/report/margin_finding.hpp"

namespace surgeline::app {
namespace {

constexpr int inconclusive = 3, cut_short = 4;

bool have_margins(const std::vector<input>& inputs, const std::string& path) {
  if (std::ranges::all_of(inputs, [](const input& each) { return each.values.margin.has_value(); }))
    return true;
  problems found;
  found.add(
      {.file = path},
      "the file has no [margin]",
      "add one, such as path = \"phase.outage.duration\", low = \"100ms\", high = \"20s\""
  );
  print_problems(found, "");
  return false;
}

int exit_code_of(const std::vector<report::margin_finding>& all) {
  const auto is_silent = [](const report::margin_finding& each) {
    return each.found.outcome == scenario::margin_outcome::says_nothing;
  };
  if (interrupted()) return cut_short;
  return std::ranges::any_of(all, is_silent) ? inconclusive : 0;
}

}  // namespace

int margin(const options& asked) {
  const std::string& path = asked.files.front();
  const auto what_for = asked.live ? scenario::purpose::run : scenario::purpose::sim;
  const auto inputs = read_inputs(path, asked, what_for);
  if (inputs.empty() || !have_margins(inputs, path) || !points_are_fine(inputs, asked)) return 2;
  if (asked.live && !ready_to_run(inputs, path)) return 2;
  if (!can_write_report(asked) || !can_write_junit(asked)) return 2;
  watch_for_interrupts();
  std::vector<report::margin_finding> all;
  report::executions beside;
  {
    screen on(asked.quiet || asked.json);
    for (const input& each : inputs) {
      margin_walk way(each, asked, on);
      if (!way.reaches_its_high_end()) return 2;
      auto found = way.walk();
      if (!found) return 2;
      if (!asked.json) on.print(report::margin_lines(*found, on.room(), on.colour()));
      if (asked.report || asked.json)
        std::ranges::move(way.beside(*found), std::back_inserter(beside));
      all.push_back(std::move(*found));
      if (interrupted()) break;
    }
  }
  if (asked.json) print_margins(all, beside, asked);
  const std::string& scenario = inputs.front().values.head.id;
  if (asked.report && !write_margins(all, beside, scenario, asked)) return 2;
  if (!write_junit(all, scenario, asked)) return 2;
  return exit_code_of(all);
}

}  // namespace surgeline::app
