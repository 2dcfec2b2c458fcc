#include "surgeline/scenario/expect_hits.hpp"

#include <fmt/format.h>

namespace surgeline::scenario {

void expect_hits::check(config::checker& in) const {
  if (at_least && at_most && *at_least > *at_most) {
    in.problem(
        "at_least",
        fmt::format("nothing is at least {} and at most {}", *at_least, *at_most),
        "swap them"
    );
  }
}

}  // namespace surgeline::scenario
