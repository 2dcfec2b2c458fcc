#pragma once

#include <optional>
#include <string>

#include "surgeline/report/statistics.hpp"

namespace surgeline::report {

/// What stands where there is no number.
inline constexpr const char* no_number = "–";

/// Numbers as people read them: three digits that matter, and a unit. All take a plain number and never print `-0`.
/// `0.42 ms`, `250 ms`, `1.25 s`, `12.5 s`, `118 s`, `12.5 min`.
std::string text_of_seconds(double value);
/// `0.25/s`, `12.5/s`, `12/s`, `280/s`, `12,345/s`.
std::string text_of_rate(double value);
/// 0..1 as `0.0%`, `92.5%`, `100.0%`; what is near an end but not there is never shown as if it were.
std::string text_of_share(double value);
/// `2.00`.
std::string text_of_ratio(double value);
/// `0.25`, `12.5`, `12`, `280`, `12,345`.
std::string text_of_number(double value);

/// How a number becomes text.
using number_text = std::string (*)(double);

/// The number, or a dash.
std::string text_or_dash(const std::optional<double>& value, number_text text);
/// The median, or a dash for an empty sample.
std::string text_of_median(const spread& of, number_text text);
/// `111 [105, 118] s`: the median, and the quartiles where there are several values.
std::string text_of_spread(const spread& of, number_text text);
/// `[83.2, 100.0]%`.
std::string text_of_interval(const interval& of, number_text text);

}  // namespace surgeline::report
