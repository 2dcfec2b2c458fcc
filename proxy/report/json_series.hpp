#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "json_shapes.hpp"
#include "surgeline/scenario/record.hpp"

namespace surgeline::report {

/// Time after time, what every load, service, proxy, policy and daemon came to; at most `most_json_points` steps.
boost::json::object series_json(const scenario::record& of);
/// How long the answers of each load took, time after time.
boost::json::array latency_maps_json(const scenario::record& of);
/// The schemas of these.
shapes::shape series_shape();
shapes::shape latency_map_shape();

}  // namespace surgeline::report
