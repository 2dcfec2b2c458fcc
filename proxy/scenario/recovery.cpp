#include "surgeline/scenario/recovery.hpp"

namespace surgeline::scenario {

void recovery::check(config::checker& in) const {
  if (of == reference::absolute) {
    in.problem(
        "of",
        "`at_least` of a recovery is a share of something",
        "one of `baseline`, `offered`"
    );
  }
}

}  // namespace surgeline::scenario
