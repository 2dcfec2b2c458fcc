#include <fmt/format.h>

#include <algorithm>

#include "check.hpp"

namespace surgeline::scenario {

void check_loads(const reading& of) {
  const known_ids phases = ids_of(of, "phase");
  for (std::size_t i = 0; i < of.values.loads.size(); ++i) {
    const auto& stages = of.values.loads[i].stages;
    for (std::size_t j = 0; j < stages.size(); ++j) {
      const std::string& phase = stages[j].phase;
      if (phase.empty()) continue;
      if (phases.complete && !phases.has(phase)) {
        of.problem(
            {"load", i, "stages", j, "phase"},
            fmt::format("there is no phase `{}`", phase),
            suggestion(phase, phases.ids)
        );
      }
      const auto first = std::ranges::find(stages, phase, &load_stage::phase);
      if (first != stages.begin() + static_cast<std::ptrdiff_t>(j)) {
        of.problem(
            {"load", i, "stages", j, "phase"},
            fmt::format("phase `{}` has a rate already", phase),
            "one stage at most for a phase"
        );
      }
    }
  }
}

}  // namespace surgeline::scenario
