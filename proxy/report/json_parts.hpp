#pragma once

#include <boost/json/value.hpp>

#include "surgeline/report/execution.hpp"

namespace surgeline::report {

/// Curves in `report.json` have at most this many steps.
inline constexpr std::size_t most_json_points = 1200;

/// One element of `executions` in `report.json`; with its curves, or with null in their place.
boost::json::object execution_json(const execution& of, bool with_series);

}  // namespace surgeline::report
