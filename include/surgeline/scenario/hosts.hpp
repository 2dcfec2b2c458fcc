#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace surgeline::scenario {

/// Names of machines.
struct host_list {
  std::vector<std::string> names;

  bool empty() const { return names.empty(); }
  bool operator==(const host_list&) const = default;
};

}  // namespace surgeline::scenario
