#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "surgeline/measure/metric.hpp"
#include "surgeline/report/numbers.hpp"
#include "surgeline/report/summary.hpp"
#include "surgeline/report/sweep_result.hpp"

namespace surgeline::report {

/// `metastable`, or `metastable 18, pass 2` where the seeds differ.
std::string verdicts_in_words(const summary& of);

/// `pass 2, metastable 18`: of each verdict its seeds.
std::string verdicts_in_words(const sweep_row& of);

/// `one-retry · sim`; `outage · sim` for a file without variants.
std::string name_in_words(const execution& of);

/// `, as expected`, or `, though pass was expected`.
std::string expectation_in_words(const execution& of);

/// The reasons of a verdict, those that decided it first, each a sentence with a capital and a full stop.
std::vector<std::string> reasons_in_words(const execution& of);

/// `276 → 12/s`: the medians before and after.
std::string goodput_in_words(const summary& of);

/// What the name of a compared number means, and how it is printed.
std::string_view words_for(std::string_view name);
number_text text_for(std::string_view name);
/// How a number of that dimension is printed.
number_text text_for(measure::dimension of);

}  // namespace surgeline::report
