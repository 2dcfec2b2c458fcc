#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace surgeline::bench {

/// What the command line asks for.
struct options {
  bool quick = false;
  bool help = false;
  std::vector<std::string> only;  ///< empty: everything
  std::string json;               ///< where to; empty: nowhere

  /// Reads the arguments; throws what is wrong with them.
  static options parse(const std::vector<std::string>& arguments);
  /// True when a measure of that name or group is wanted.
  bool wants(std::string_view id, std::string_view group) const;
};

}  // namespace surgeline::bench
