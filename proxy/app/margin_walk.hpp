#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "surgeline/app/inputs.hpp"
#include "surgeline/app/options.hpp"
#include "surgeline/app/screen.hpp"
#include "surgeline/report/execution.hpp"
#include "surgeline/report/margin_finding.hpp"

namespace surgeline::app {

/// Looks for one surge margin: runs what the search asks for, and says how far it is.
class margin_walk {
 public:
  /// All must outlive it; the file has a [margin].
  /// `base` is set first: the point of a sweep.
  margin_walk(
      const input& of,
      const options& asked,
      screen& on,
      std::vector<scenario::assignment> base = {}
  );

  /// True when a window that grows with the value fits into its phase at the high end; else the reason is printed: nothing
  /// beyond the phase would be tried.
  bool reaches_its_high_end();
  /// Goes on until the search is over or interrupted; empty, with the problems printed, when a run could not start.
  std::optional<report::margin_finding> walk();
  /// One execution on each side of the margin, next to it, for a report.
  report::executions beside(const report::margin_finding& found);

 private:
  /// The seeds of runs at a value, or the runs themselves where they cannot be had again.
  struct kept_runs {
    std::optional<std::uint64_t> held, tipped;
    std::optional<report::execution> held_run, tipped_run;
    std::string tipped_as;  ///< verdict and reason
  };

  bool try_at(double value);
  std::optional<std::vector<report::execution>> run_all(double value, const scenario::file& file);
  report::execution judged(scenario::record record, double value) const;
  std::optional<scenario::file> file_at(double value);
  scenario::setting setting_at(double value) const;
  bool counts_as_tipped(scenario::verdict_kind kind) const;
  void keep(double value, report::execution run);
  std::string progress(std::size_t done) const;
  report::margin_finding finding() const;

  const input& of_;
  const options& asked_;
  screen& on_;
  std::vector<scenario::assignment> base_;
  const scenario::margin& wanted_;
  scenario::margin_search search_;
  std::uint64_t next_seed_;
  std::map<double, kept_runs> kept_;
  std::map<scenario::verdict_kind, std::size_t> held_as_;
  std::string silent_as_;
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

/// The range of a [margin], as its search knows it.
scenario::margin_range range_of(const scenario::margin& wanted);

}  // namespace surgeline::app
