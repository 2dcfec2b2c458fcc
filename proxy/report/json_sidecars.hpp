#pragma once

#include <boost/json/array.hpp>

#include "json_shapes.hpp"
#include "surgeline/scenario/record.hpp"

namespace surgeline::report {

/// What each sidecar had to do with a run, in `report.json`; and what that looks like.
boost::json::array sidecars_json(const scenario::record& of);
shapes::shape sidecar_shape();

}  // namespace surgeline::report
