#pragma once

#include <string>
#include <vector>

#include "bench/comparison/statistics.hpp"

namespace surgeline::bench {

/// A column of figures; with the interval beside each where `has_interval`.
struct column {
  std::string heading;
  int decimals = 2;
  bool has_interval = false;
};

/// What was found about one contestant.
struct row {
  std::string name;
  std::vector<figure> figures;  ///< one for each column
};

/// A figure beside what it should be at most; without a number there, it is only shown.
struct verdict {
  std::string what;
  figure is;
  double at_most = no_number;
  int decimals = 3;
};

/// What one measure has found.
struct result {
  std::string id;      ///< names it on the command line and in JSON
  std::string title;   ///< what was measured
  std::string method;  ///< how
  std::vector<column> columns;
  std::vector<row> rows;
  std::vector<verdict> verdicts;
  std::vector<std::string> notes;
};

/// The result as people read it.
std::string to_table(const result& found);
/// All results for a program to read.
std::string to_json(const std::vector<result>& found);

}  // namespace surgeline::bench
