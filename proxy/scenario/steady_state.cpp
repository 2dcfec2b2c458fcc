#include "surgeline/scenario/steady_state.hpp"

#include <fmt/format.h>

namespace surgeline::scenario {

void expectation::check(config::checker& in) const {
  if (!at_least && !at_most)
    in.problem("expect", "`expect` has no limit", "add at_least or at_most");
  if (at_least && at_most && at_least->value > at_most->value) {
    in.problem(
        "at_least",
        fmt::format("nothing is at least {} and at most {}", at_least->text, at_most->text),
        "swap them"
    );
  }
}

}  // namespace surgeline::scenario
