#pragma once

#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "surgeline/report/statistics.hpp"

namespace surgeline::report {

/// A number of a report, rounded to six digits that matter: the seventh is noise, and text is shorter without it.
boost::json::value rounded(double value);
/// The same, or null.
boost::json::value rounded(const std::optional<double>& value);

/// JSON that people can read and compare line by line: two spaces a level, keys in the order they were put in, lists of
/// plain values on one line, numbers in their shortest decimal form.
std::string to_text(const boost::json::value& shown);

/// A quantity over several seeds: count, mean and deviation, quartiles, lowest and highest.
boost::json::object spread_json(const spread& of);
/// A JSON Schema whole: its title, what may be said of all of it, its keys, and what `interval` and `spread` are.
std::string schema_text(
    std::string_view title,
    std::string_view description,
    const boost::json::object& keys
);

}  // namespace surgeline::report
