#include <fmt/format.h>

#include "surgeline/app/commands.hpp"
#include "surgeline/app/inputs.hpp"
#include "surgeline/app/preflight.hpp"
#include "surgeline/app/screen.hpp"
#include "surgeline/report/outline.hpp"

namespace surgeline::app {

int check(const options& asked) {
  if (asked.diff) return diff(asked);
  bool all_fine = true;
  screen on(false);
  for (const std::string& path : asked.files) {
    const auto inputs = read_inputs(path, asked, scenario::purpose::check);
    all_fine = all_fine && !inputs.empty();
    if (!inputs.empty() && !ready_to_run(inputs, path)) all_fine = false;
    for (const input& one : inputs) {
      fmt::print(
          "{}{}: fine\n",
          path,
          one.variant.empty() ? "" : fmt::format(" ({})", one.variant)
      );
      on.print(report::outline(one.values, on.width()));
      on.print(report::notes(one.values, on.width(), on.colour()));
    }
  }
  return all_fine ? 0 : 2;
}

}  // namespace surgeline::app
