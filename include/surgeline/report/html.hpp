#pragma once

#include <span>
#include <string>
#include <vector>

#include "surgeline/report/execution.hpp"
#include "surgeline/report/margin_finding.hpp"

namespace surgeline::report {

/// `report.html`: one self-contained page for people, without scripts and without network; light, dark, phone and print.
/// The same executions give the same bytes.
std::string html_report(
    std::span<const execution> all,
    const invocation& from,
    const std::vector<margin_finding>& margins = {}
);

}  // namespace surgeline::report
