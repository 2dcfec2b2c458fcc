#pragma once

#include <string_view>

#include "surgeline/config/checker.hpp"
#include "surgeline/scenario/setting.hpp"

namespace surgeline::scenario {

/// One end of a range, with the key it was written under.
struct range_end {
  std::string_view key;
  setting at;
};

/// The ends must be of one unit, in their order, and above zero where the scale is logarithmic.
void check_range(
    config::checker& in,
    const range_end& from,
    const range_end& to,
    range_scale scale
);

}  // namespace surgeline::scenario
