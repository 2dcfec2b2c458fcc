#include "surgeline/scenario/run_story.hpp"

#include <fmt/format.h>

#include "read_json.hpp"

namespace surgeline::scenario {

void run_story::check(config::checker& in) const {
  if (aborted && aborted->size() > longest)
    in.problem("aborted", fmt::format("a label of {} bytes", aborted->size()), "63 at most");
  if (checks.size() > most_checks)
    in.problem("checks", fmt::format("{} checks", checks.size()), "100 at most");
}

std::optional<run_story> read_run_story(std::string_view json, problems& found) {
  return read_json<run_story>(json, found);
}

std::string to_json(const run_story& told) { return config::to_json(config::encode(told)); }

}  // namespace surgeline::scenario
