#pragma once

#include <string>
#include <vector>

#include "bench/comparison/statistics.hpp"

namespace surgeline::bench {

/// A figure beside what it should be.
struct check {
  std::string what;
  double wanted = no_number;
  double measured = no_number;
  double at_least = no_number, at_most = no_number;  ///< no number: there is no such bound
  std::string note;

  bool is_met() const;
};

/// What one measure has found.
struct finding {
  std::string id;      ///< names it on the command line and in JSON
  std::string title;   ///< what was measured, and its unit
  std::string method;  ///< how
  std::vector<check> checks;

  std::size_t misses() const;
};

/// The finding as people read it; `coloured` on a terminal.
std::string to_table(const finding& found, bool coloured);
/// All findings for a program to read.
std::string to_json(const std::vector<finding>& all);

}  // namespace surgeline::bench
