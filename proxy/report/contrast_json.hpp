#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <vector>

#include "surgeline/report/contrast.hpp"

namespace surgeline::report {

/// Differences for programs.
boost::json::object row_json(const contrast_row& of);
boost::json::array rows_json(const std::vector<contrast_row>& all);
/// What was asked for differently.
boost::json::array asked_json(const std::vector<asked_difference>& all);

}  // namespace surgeline::report
