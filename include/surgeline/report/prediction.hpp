#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "surgeline/measure/metric.hpp"
#include "surgeline/report/execution.hpp"

namespace surgeline::report {

/// A number that follows from the file by a formula, beside what the run came to.
struct prediction {
  std::string of;            ///< whose: the id of a load, a service, a daemon
  std::string_view name;     ///< for programs: `way_back`, `capacity`, `under_way`, `herd`, `drain`
  std::string_view words;    ///< for people
  std::string_view formula;  ///< with the letters that it uses
  measure::dimension measures = measure::dimension::number;
  double predicted = 0, measured = 0;

  /// By how much the run is off: 0.1 is 10 % more than predicted; zero where nothing was predicted.
  double deviation() const { return predicted > 0 ? measured / predicted - 1 : 0; }
};

/// The closed forms that apply to a run whose recording is there; none for a condensed execution.
std::vector<prediction> predictions_of(const execution& of);

}  // namespace surgeline::report
