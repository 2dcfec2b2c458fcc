#include "surgeline/scenario/steady_state.hpp"

namespace surgeline::scenario {

void expectation::check(config::checker& in) const {
  if (!at_least && !at_most)
    in.problem("expect", "`expect` has no limit", "add at_least or at_most");
}

}  // namespace surgeline::scenario
