#include "surgeline/runner/live.hpp"

#include "walk.hpp"

namespace surgeline::runner {

std::variant<scenario::record, problems> run_live(
    const scenario::file& from,
    std::uint64_t seed,
    const scenario::observer& watch,
    const std::vector<endpoint>& targets
) {
  walk through(from, seed, watch, targets);
  if (!through.found().empty()) return through.found();
  return through.run();
}

}  // namespace surgeline::runner
