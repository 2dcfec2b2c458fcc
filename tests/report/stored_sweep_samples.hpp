#pragma once

#include "report/sweep_samples.hpp"
#include "surgeline/report/stored.hpp"

/// Sweeps as they are read back.
namespace surgeline::report::samples {

inline stored_sweep stored(const sweep_result& of) {
  problems found;
  const std::string text = sweep_json(of, {.version = "1.2.3"});
  return std::get<stored_sweep>(read_any_report(text, "sweep.json", found).value());
}

}  // namespace surgeline::report::samples
