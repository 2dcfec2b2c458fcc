#pragma once

#include <span>
#include <string>

#include "surgeline/report/execution.hpp"

namespace surgeline::report {

/// `report.html`: one self-contained page for people, without scripts and without network; light, dark, phone and print.
/// The same executions give the same bytes.
std::string html_report(std::span<const execution> all, const invocation& from);

}  // namespace surgeline::report
