#pragma once

#include <boost/json/object.hpp>

#include "surgeline/report/margin_finding.hpp"

namespace surgeline::report {

/// A surge margin as report.json has it, and what its schema says of that.
boost::json::object margin_json(const margin_finding& of);
boost::json::object margin_shape();

}  // namespace surgeline::report
