#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "surgeline/report/accord.hpp"
#include "surgeline/report/execution.hpp"
#include "surgeline/report/margin_finding.hpp"
#include "surgeline/report/stored_sweep.hpp"

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
  margin_finding is;
  std::string headline;
};

/// A `report.json` as it was read back: executions as if condensed, so that tables can be made of them again.
struct stored_report {
  std::string version;  ///< of the program that wrote it
  executions all;
  std::map<std::size_t, stored_curves> curves;  ///< by execution, where it has some
  std::map<std::string, stored_file>
      files;  ///< by variant; empty in reports of before there were some
  std::vector<stored_margin> margins;
  std::vector<accord> agreements;  ///< of the engines, as the run found them
};

/// What a file may hold: a report of `run`, `sim` or `margin`, or a sweep.
using any_report = std::variant<stored_report, stored_sweep>;

/// Reads a `report.json` or a `sweep.json`. Empty, with one problem about `name` in `found`, when it is neither, or one that this
/// program cannot read.
std::optional<any_report> read_any_report(
    std::string_view text,
    const std::string& name,
    problems& found
);

/// The same for a `report.json` alone.
std::optional<stored_report> read_report(
    std::string_view text,
    const std::string& name,
    problems& found
);

}  // namespace surgeline::report
