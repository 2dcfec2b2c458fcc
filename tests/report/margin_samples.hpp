#pragma once

#include "surgeline/report/margin_finding.hpp"

/// Margins made by hand.
namespace surgeline::report::samples {

/// An outage that tips from about a second on.
inline margin_finding margin() {
  margin_finding made;
  made.asked.path = "phase.outage.duration";
  made.asked.low = {0.1, scenario::unit_family::time};
  made.asked.high = {20, scenario::unit_family::time};
  made.found = {
      .outcome = scenario::margin_outcome::found,
      .at = 0.90512,
      .low = 0.8801,
      .high = 0.9299,
      .is_sharp = true,
      .trials =
          {{.at = 0.1, .held = 5},
           {.at = 0.9, .tipped = 2, .held = 3, .silent = 1},
           {.at = 1.2, .tipped = 5},
           {.at = 20, .tipped = 5}},
  };
  return made;
}

}  // namespace surgeline::report::samples
