#pragma once

#include <boost/json/array.hpp>
#include <map>
#include <span>
#include <string>

#include "json_shapes.hpp"
#include "surgeline/report/execution.hpp"

namespace surgeline::report {

/// What the file of each variant says, so that two reports can be told apart; and what that looks like. Points of a margin are
/// left out: they differ in the key that was varied.
boost::json::array files_json(std::span<const execution> all);
boost::json::object file_json(
    const std::string& variant,
    const std::string& config,
    const std::map<std::string, std::string>& keys
);
shapes::shape file_shape();

/// The abort rules of an execution, and whether they spoke; and what that looks like.
boost::json::array aborts_json(const execution& of);
shapes::shape abort_shape();

}  // namespace surgeline::report
