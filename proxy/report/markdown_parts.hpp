#pragma once

#include <string>
#include <vector>

#include "surgeline/report/execution.hpp"
#include "surgeline/report/summary.hpp"

namespace surgeline::report {

/// A table in Markdown; cells are Markdown already. Nothing without rows. A column whose head ends in `:` is aligned right.
std::string markdown_table(
    const std::vector<std::string>& heads,
    const std::vector<std::vector<std::string>>& rows
);

/// The loads of a run before, in and after its faults.
std::string loads_markdown(const execution& of);
/// Its faults: when, and what was measured of them.
std::string faults_markdown(const execution& of);
/// Its checks, and in how many of the seeds they held.
std::string checks_markdown(std::span<const execution> all, const summary& of);

}  // namespace surgeline::report
