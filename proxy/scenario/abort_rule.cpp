#include "surgeline/scenario/abort_rule.hpp"

#include <fmt/format.h>

namespace surgeline::scenario {

void abort_rule::check(config::checker& in) const {
  if (verdict != verdict_kind::aborted && verdict != verdict_kind::inconclusive) {
    in.problem(
        "verdict",
        fmt::format("an abort cannot end in `{}`", config::name_of(verdict)),
        "one of `aborted`, `inconclusive`"
    );
  }
}

}  // namespace surgeline::scenario
