#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "bench/l4/measures.hpp"

namespace surgeline::bench {

/// A measure by its name and the group it belongs to.
struct measure {
  std::string_view id, group;
  std::function<result(const circumstances&)> run;
};

/// A whole benchmark: takes the measures that `arguments` ask for, one after the other, and prints what each has found; says
/// first which of the `peers` (programs) is not installed. Returns the exit code.
int run_program(
    std::string_view name,
    const std::vector<measure>& measures,
    const std::vector<std::string_view>& peers,
    const std::vector<std::string>& arguments
);

}  // namespace surgeline::bench
