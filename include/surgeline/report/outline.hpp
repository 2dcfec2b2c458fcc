#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "surgeline/scenario/file.hpp"

namespace surgeline::report {

/// What a scenario would do, as lines for a terminal: phases and faults on a time line, who calls whom, what is expected,
/// what it would cost, and what the closed forms say. None is longer than `width` columns.
std::vector<std::string> outline(const scenario::file& of, std::size_t width);

/// What is fine about a scenario and should still be known: whom no fault touches, which faults `sim` cannot carry out. A line each,
/// no longer than `width`; `colour` adds ANSI colours.
std::vector<std::string> notes(const scenario::file& of, std::size_t width, bool colour);

}  // namespace surgeline::report
