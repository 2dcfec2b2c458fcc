#pragma once

#include <vector>

#include "surgeline/app/inputs.hpp"
#include "surgeline/app/options.hpp"
#include "surgeline/app/screen.hpp"
#include "surgeline/report/execution.hpp"

namespace surgeline::app {

/// Prints the closing table, or the report as JSON.
void show_results(const report::executions& all, const options& asked, screen& on);

/// Writes report.json, report.html and decisions.jsonl into the folder asked for. Says so when it cannot, and returns false.
bool write_report(const report::executions& all, const options& asked);

/// The exit code of all executions together: zero when of each variant and engine enough seeds (`[accept] pass`) came out as
/// expected; else the code of the gravest verdict that did not.
int exit_code_of(const report::executions& all, const std::vector<input>& inputs);

}  // namespace surgeline::app
