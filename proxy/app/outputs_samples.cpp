#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <string>
#include <tuple>

#include "surgeline/app/outputs.hpp"
#include "surgeline/app/version.hpp"
#include "surgeline/config/describe.hpp"
#include "surgeline/metrics/history.hpp"
#include "surgeline/metrics/page.hpp"
#include "surgeline/runner/backfill.hpp"
#include "surgeline/sidecar/run_series.hpp"
#include "written_file.hpp"

namespace surgeline::app {
namespace {

bool write_to(const std::string& path, const std::string& text) {
  return write_file("--openmetrics", path, text);
}

/// What this program is.
sidecar::build_label this_build() { return {std::string{version}, std::string{revision}}; }

/// The verdict that most seeds have; the gravest of those.
scenario::verdict_kind usual(const report::sweep_row& of) {
  return std::ranges::max_element(
             of.verdicts,
             {},
             [](const auto& each) { return std::tuple{each.second, each.first}; }
  )->first;
}

void add_rows(metrics::page& to, const report::sweep_result& of) {
  using metrics::family;
  for (const report::sweep_row& row : of.rows) {
    const scenario::grid_point& at = of.points[row.point];
    const std::string point = scenario::text_of(of.asked, at);
    const auto add = [&](family what, std::string_view measure) {
      const auto value = row.value(measure);
      if (!value) return;
      to.add(
          what,
          {{"sweep", of.id},
           {"variant", of.variant},
           {"engine", name_of(row.engine)},
           {"point", point},
           {"first", at.text.empty() ? "" : at.text[0]},
           {"second", at.text.size() < 2 ? "" : at.text[1]}},
          *value
      );
    };
    add(family::sweep_goodput, "goodput_share");
    add(family::sweep_recovery, "recovery_seconds");
  }
  std::map<std::pair<scenario::engine, scenario::verdict_kind>, double> points;
  for (const report::sweep_row& row : of.rows) {
    if (!row.verdicts.empty()) ++points[{row.engine, usual(row)}];
  }
  for (const auto& [which, count] : points) {
    to.add(
        family::sweep_points,
        {{"sweep", of.id},
         {"variant", of.variant},
         {"engine", name_of(which.first)},
         {"outcome", config::name_of(which.second)}},
        count
    );
  }
}

}  // namespace

bool can_write_samples(const options& asked) {
  return !asked.openmetrics || write_to(*asked.openmetrics, "");
}

bool write_samples(
    const report::executions& all,
    const options& asked,
    std::chrono::system_clock::time_point begun
) {
  using std::chrono::system_clock;
  const auto wanted = asked.command == command::run ? scenario::engine::run : scenario::engine::sim;
  metrics::history made;
  for (const report::execution& one : all) {
    if (one.record.engine != wanted || one.kept) continue;
    const std::chrono::duration<double> took(one.real_seconds);
    // Virtual time has no date: it lies before the command, so that no sample is of the future.
    const auto ended =
        one.began ? *one.began + std::chrono::duration_cast<system_clock::duration>(took) : begun;
    runner::add_run(made, one.record, one.judgement, ended, this_build());
  }
  return write_to(*asked.openmetrics, made.text());
}

bool write_samples(const report::sweep_result& of, const options& asked) {
  if (!asked.openmetrics) return true;
  metrics::page all;
  sidecar::add_build(all, this_build());
  add_rows(all, of);
  const std::string variant = of.variant.empty() ? "" : of.variant + "/";
  metrics::history made;
  made.add(
      all.take(),
      std::chrono::system_clock::now(),
      "surgeline",
      fmt::format("{}/{}sweep", of.id, variant)
  );
  return write_to(*asked.openmetrics, made.text());
}

}  // namespace surgeline::app
