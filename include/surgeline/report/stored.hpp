#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "surgeline/report/execution.hpp"
#include "surgeline/report/statistics.hpp"

namespace surgeline::report {

/// Curves of an execution, as they were read back.
struct stored_curves {
  double step_seconds = 1;
  /// By subject and name, `load.users.goodput_per_second`; a value a step, empty where there was nothing to compute it from.
  std::map<std::string, std::vector<std::optional<double>>> values;
};

/// What a file said, as it was read back.
struct stored_file {
  std::string config;                       ///< its hash
  std::map<std::string, std::string> keys;  ///< by path, as TOML
};

/// A margin, as it was read back.
struct stored_margin {
  std::string variant, path, headline;
  std::optional<double> value;  ///< empty if none was found
  interval within;
};

/// A `report.json` as it was read back: executions as if condensed, so that tables can be made of them again.
struct stored_report {
  std::string version;  ///< of the program that wrote it
  executions all;
  std::map<std::size_t, stored_curves> curves;  ///< by execution, where it has some
  std::map<std::string, stored_file>
      files;  ///< by variant; empty in reports of before there were some
  std::vector<stored_margin> margins;
};

/// Reads a `report.json`. Empty, with one problem about `name` in `found`, when it is none, or one that this program cannot read.
std::optional<stored_report> read_report(
    std::string_view text,
    const std::string& name,
    problems& found
);

}  // namespace surgeline::report
