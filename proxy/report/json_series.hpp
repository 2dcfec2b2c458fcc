#pragma once

#include <boost/json/object.hpp>

#include "json_shapes.hpp"
#include "surgeline/scenario/record.hpp"

namespace surgeline::report {

/// Time after time, what every load, service, proxy, policy and daemon came to; at most `most_json_points` steps.
boost::json::object series_json(const scenario::record& of);
/// The schema of that.
shapes::shape series_shape();

}  // namespace surgeline::report
