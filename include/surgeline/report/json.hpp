#pragma once

#include <span>
#include <string>
#include <vector>

#include "surgeline/report/execution.hpp"
#include "surgeline/report/margin_finding.hpp"

namespace surgeline::report {

/// The version of `report.json`; a field may be added within one, none changes its meaning or goes.
inline constexpr int json_format = 1;

/// `report.json`: everything a machine wants to know, the same schema from both engines. The same executions give the same
/// bytes: no wall clock (but `real_seconds` of live runs), no host (but the sidecars of such a run), no path. Ends with a newline.
std::string json_report(
    std::span<const execution> all,
    const invocation& from,
    const std::vector<margin_finding>& margins = {}
);

/// `report.schema.json`: the JSON Schema of `report.json`.
std::string json_schema();

/// `decisions.jsonl`: one line a draw: fault, key, index, draw, threshold, outcome.
std::string decisions_jsonl(const scenario::record& of);

}  // namespace surgeline::report
