#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string_view>

#include "surgeline/report/margin_finding.hpp"

namespace surgeline::report {

/// A surge margin as report.json has it, and what its schema says of that.
boost::json::object margin_json(const margin_finding& of);
boost::json::object margin_shape();

/// The outcome that goes by that name there; empty if none does.
std::optional<scenario::margin_outcome> outcome_named(std::string_view name);

}  // namespace surgeline::report
