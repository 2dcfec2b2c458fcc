#pragma once

#include <regex>
#include <string>

namespace surgeline::report {

/// A line of a terminal without what paints it.
inline std::string without_colour(const std::string& line) {
  return std::regex_replace(line, std::regex("\x1b\\[[0-9;]*m"), "");
}

}  // namespace surgeline::report
