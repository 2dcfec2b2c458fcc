#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "surgeline/report/execution.hpp"
#include "surgeline/report/margin_finding.hpp"
#include "surgeline/report/room.hpp"
#include "surgeline/report/statistics.hpp"
#include "surgeline/scenario/sweep_grid.hpp"

namespace surgeline::report {

/// What is kept of one run of a sweep.
struct sweep_sample {
  std::size_t point = 0;  ///< of the grid
  scenario::engine engine = scenario::engine::sim;
  std::uint64_t seed = 1;
  scenario::verdict_kind verdict = scenario::verdict_kind::pass;
  std::map<std::string, double> numbers;  ///< figures and metrics, by name; those that there are
  std::optional<bool> meets_goal;  ///< empty without a goal, or without the number that it is about
  bool operator==(const sweep_sample&) const = default;
};

/// What a judged run is worth to the sweep of its file, as that point.
sweep_sample sample_of(const execution& run, std::size_t point);

/// One point of a sweep on one engine, its seeds taken together.
struct sweep_row {
  std::size_t point = 0;
  scenario::engine engine = scenario::engine::sim;
  std::size_t seeds = 0;
  std::map<scenario::verdict_kind, std::size_t> verdicts;
  std::map<std::string, spread> numbers;
  std::size_t met = 0,
              asked = 0;  ///< seeds that meet the goal, of those that say anything about it

  std::size_t count(scenario::verdict_kind kind) const;
  /// The value of something measured: a share of the seeds, or the median of a number; empty where there is none.
  std::optional<double> value(std::string_view measure) const;
  /// The interval of a share of the seeds; the quartiles of a number.
  std::optional<interval> range(std::string_view measure) const;
};

/// Where the goal of a sweep ceases to hold, or begins to, on the axis that is searched.
struct sweep_border {
  margin_finding finding;
  bool begins = false;

  /// `up to 281/s [270/s, 290/s]`, `everywhere`, `nowhere`.
  std::string text() const;
};

/// A sweep as far as it has come: all that is shown of it.
struct sweep_result {
  std::string id, title, variant;
  scenario::sweep asked;
  std::vector<scenario::grid_point> points;
  std::vector<sweep_row> rows;                    ///< by point, `sim` before `run`
  std::map<std::size_t, margin_finding> margins;  ///< of each point, where `measure` has them
  std::map<std::size_t, sweep_border> borders;
  std::size_t runs_missing = 0;             ///< it was stopped before these
  std::string config;                       ///< a short hash of what the file says
  std::map<std::string, std::string> keys;  ///< that, by path, as TOML

  /// The value of a measure at a row, `margin` too.
  std::optional<double> value(const sweep_row& at, std::string_view measure) const;
  /// The same for people.
  std::string text(const sweep_row& at, std::string_view measure) const;
};

/// Samples by point and engine, in order.
std::vector<sweep_row> rows_of(std::span<const sweep_sample> samples);

/// As lines for a terminal: a table with a bar for the first measure, and a map where two keys are varied.
std::vector<std::string> sweep_lines(const sweep_result& of, room wide, bool colour);
/// The version of `sweep.json`; a field may be added within one, none changes its meaning or goes.
inline constexpr int sweep_format = 1;
/// For programs: every row with every number.
std::string sweep_json(const sweep_result& of, const invocation& from);
/// The JSON Schema of that.
std::string sweep_json_schema();
/// The same, a line a row, for spreadsheets.
std::string sweep_csv(const sweep_result& of);
/// A page with curves over numbers, maps over two keys, and the table; self-contained.
std::string sweep_html(const sweep_result& of, const invocation& from);

}  // namespace surgeline::report
