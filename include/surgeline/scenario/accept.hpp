#pragma once

#include "surgeline/config/describe.hpp"
#include "surgeline/core/units.hpp"

namespace surgeline::scenario {

/// When several seeds together count as what was expected.
struct accept {
  share pass{1};

  static constexpr auto schema() {
    return config::describe(
        "accept",
        "When several seeds together count as what was expected.",
        config::optional(
            &accept::pass,
            "pass",
            "share of the seeds whose verdict is the expected one"
        ),
        config::planned("confidence", "agree")
    );
  }
  bool operator==(const accept&) const = default;
};

}  // namespace surgeline::scenario
