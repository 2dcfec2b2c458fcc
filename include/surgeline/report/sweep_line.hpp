#pragma once

#include <cstddef>
#include <optional>
#include <utility>

#include "surgeline/config/value.hpp"
#include "surgeline/report/sweep_result.hpp"

namespace surgeline::report {

/// A sample as a line of the file that a sweep is resumed from, and back; empty for a line that is none.
config::value line_of(const sweep_sample& of);
std::optional<sweep_sample> sample_in(const config::value& line);

/// What was found out about a point, `margin` or `border`, as such a line, and back.
config::value line_of(
    std::string_view what,
    std::size_t point,
    const scenario::found_margin& of,
    bool begins = false
);

/// A found margin of such a line.
struct found_line {
  std::size_t point = 0;
  scenario::found_margin found;
  bool begins = false;
};
std::optional<found_line> found_in(std::string_view what, const config::value& line);

}  // namespace surgeline::report
