#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "surgeline/app/commands.hpp"
#include "surgeline/app/inputs.hpp"
#include "surgeline/app/interrupt.hpp"
#include "surgeline/app/outputs.hpp"
#include "surgeline/app/preflight.hpp"
#include "surgeline/app/screen.hpp"
#include "sweep_state.hpp"
#include "sweep_walk.hpp"

namespace surgeline::app {
namespace {

constexpr int stopped_early = 4;

bool is_sweep(const std::vector<input>& inputs, const std::string& path) {
  problems found;
  if (inputs.size() > 1)
    found.add(
        {.file = path},
        "a sweep is of one variant",
        "vary `load.users.policy` and its kind in [sweep] instead"
    );
  else if (!inputs.front().values.sweep)
    found.add(
        {.file = path},
        "the file has no [sweep]",
        "add one, such as vary = [{ path = \"service.db.replicas\", values = [1, 2, 4] }]"
    );
  print_problems(found, "");
  return found.empty();
}

}  // namespace

int sweep(const options& asked) {
  const std::string& path = asked.files.front();
  const auto inputs = read_inputs(path, asked, scenario::purpose::sim);
  if (inputs.empty() || !is_sweep(inputs, path) || !points_are_fine(inputs, asked)) return 2;
  const scenario::sweep& wanted = *inputs.front().values.sweep;
  const bool is_live = wanted.engine == scenario::engine::run || wanted.check_live > 0;
  if (is_live && !ready_to_run(inputs, path)) return 2;
  if (!can_write_report(asked) || !can_write_junit(asked) || !can_write_samples(asked)) return 2;
  sweep_state state;
  if (!state.open(inputs.front(), asked)) return 2;
  watch_for_interrupts();
  std::optional<report::sweep_result> result;
  {
    screen on(asked.quiet || asked.json);
    sweep_walk way(inputs.front(), asked, on, state);
    if (!way.walk()) return 2;
    result = way.result();
    if (!asked.json) on.print(report::sweep_lines(*result, on.room(), on.colour()));
  }
  if (asked.json) print_sweep(*result, asked);
  if (asked.report && !write_sweep(*result, asked)) return 2;
  if (!write_junit(*result, asked) || !write_samples(*result, asked)) return 2;
  return interrupted() ? stopped_early : 0;
}

}  // namespace surgeline::app
