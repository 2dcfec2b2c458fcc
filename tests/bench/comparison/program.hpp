#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "bench/comparison/circumstances.hpp"
#include "bench/comparison/contestants.hpp"
#include "bench/comparison/result.hpp"

namespace surgeline::bench {

/// A measure by its name and the group it belongs to.
struct measure {
  std::string_view id, group;
  std::function<result(const circumstances&)> run;
};

/// A whole benchmark.
struct program {
  std::string_view name;
  std::vector<measure> measures;
  std::vector<role> roles;              ///< what it starts itself for
  std::vector<std::string_view> peers;  ///< programs that it compares with
};

/// Takes the measures that `arguments` ask for, one after the other, and prints what each has found; says first which of the
/// peers is not installed. Returns the exit code.
int run(const program& what, const std::vector<std::string>& arguments);

}  // namespace surgeline::bench
