#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "surgeline/app/inputs.hpp"
#include "surgeline/app/options.hpp"
#include "surgeline/app/screen.hpp"
#include "surgeline/report/execution.hpp"
#include "surgeline/report/margin_finding.hpp"
#include "surgeline/report/sweep_result.hpp"

namespace surgeline::app {

/// Prints the closing table, or the report as JSON.
void show_results(const report::executions& all, const options& asked, screen& on);

/// Whether the folder asked for can be written, before anything is measured for it; it is made if it is not there. Says so when
/// it cannot. True where none is asked for.
bool can_write_report(const options& asked);

/// Writes report.json, report.html, report.md, junit.xml and decisions.jsonl into the folder asked for. Says so when it cannot, and returns false.
bool write_report(const report::executions& all, const options& asked);

/// Whether the file of --junit can be written, before anything is measured for it; it is empty then. Says so when it cannot. True
/// where none is asked for.
bool can_write_junit(const options& asked);

/// Writes the file of --junit, if one is asked for. Says so when it cannot, and returns false.
bool write_junit(const report::executions& all, const options& asked);
bool write_junit(
    const std::vector<report::margin_finding>& all,
    const std::string& scenario,
    const options& asked
);
bool write_junit(const report::sweep_result& of, const options& asked);

/// Whether the file for samples can be written, before anything is measured for it; it is empty then. Says so when it cannot.
bool can_write_samples(const options& asked);

/// Writes the series of runs as OpenMetrics; those of simulations only where nothing was carried out on sockets, as if they had
/// ended when the command was `begun`. Says so when it cannot, and returns false.
bool write_samples(
    const report::executions& all,
    const options& asked,
    std::chrono::system_clock::time_point begun
);

/// Writes the series of a sweep as OpenMetrics, if a file for them is asked for: each as it is now. Says so when it cannot, and
/// returns false.
bool write_samples(const report::sweep_result& of, const options& asked);

/// Prints surge margins as JSON, with executions beside them.
void print_margins(
    const std::vector<report::margin_finding>& all,
    const report::executions& beside,
    const options& asked
);

/// Writes report.json, report.html, report.md and junit.xml into the folder asked for. Says so when it cannot, and returns false.
bool write_margins(
    const std::vector<report::margin_finding>& all,
    const report::executions& beside,
    const std::string& scenario,
    const options& asked
);

/// Prints a sweep as JSON.
void print_sweep(const report::sweep_result& of, const options& asked);

/// Writes sweep.json, sweep.csv, sweep.html and junit.xml into the folder asked for. Says so when it cannot, and returns false.
bool write_sweep(const report::sweep_result& of, const options& asked);

/// The exit code of all executions together: zero when of each variant and engine enough seeds (`[accept] pass`) came out as
/// expected, and the engines agree as closely as the file demands; else the code of the gravest verdict that did not, 1 for
/// engines that differ, 3 where more seeds would tell. What is not a verdict is said in a line.
int exit_code_of(const report::executions& all, const std::vector<input>& inputs);

}  // namespace surgeline::app
