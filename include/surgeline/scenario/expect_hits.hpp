#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "surgeline/config/describe.hpp"

namespace surgeline::scenario {

/// How often a fault must have fired; a miss makes the run inconclusive.
struct expect_hits {
  std::string fault;
  std::optional<std::uint64_t> at_least;
  std::optional<std::uint64_t> at_most;
  std::optional<double> within_sigma;

  static constexpr auto schema() {
    return config::describe(
        "expect_hits",
        "How often a fault must have fired; every enabled fault must at least once.",
        config::required(&expect_hits::fault, "fault", "its id", {.id = true}),
        config::optional(&expect_hits::at_least, "at_least", "units it took effect in"),
        config::optional(&expect_hits::at_most, "at_most", "units it took effect in"),
        config::optional(
            &expect_hits::within_sigma,
            "within_sigma",
            "units picked against draws × probability, in standard deviations",
            {.above = 0}
        )
    );
  }
  void check(config::checker& in) const;
  bool operator==(const expect_hits&) const = default;
};

}  // namespace surgeline::scenario
