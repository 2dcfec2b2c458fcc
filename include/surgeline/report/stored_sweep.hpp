#pragma once

#include <string>

#include "surgeline/report/sweep_result.hpp"

namespace surgeline::report {

/// A `sweep.json` as it was read back: enough of it to show its table again, and to hold it against another one.
struct stored_sweep {
  std::string version;  ///< of the program that wrote it
  sweep_result is;      ///< without what moves along with a key, and without limits of a goal
};

}  // namespace surgeline::report
