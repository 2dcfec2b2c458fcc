#pragma once

#include <span>
#include <string>

#include "surgeline/report/execution.hpp"

namespace surgeline::report {

/// `report.md`: a run in a page, for a comment on a pull request or the summary of a CI job: the verdict with its evidence,
/// checks, loads, faults, and how to repeat it. Of more than four variants and engines only those that did not come out as
/// expected are told at length. The same executions give the same bytes.
std::string markdown_report(std::span<const execution> all, const invocation& from);

/// Text that means itself in Markdown, in a cell of a table too.
std::string escape_markdown(std::string_view text);

}  // namespace surgeline::report
