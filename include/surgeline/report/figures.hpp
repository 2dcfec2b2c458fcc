#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "surgeline/report/execution.hpp"

namespace surgeline::report {

/// The numbers of one execution that tables show, of the load its recovery is about (else of the first load).
/// "Before" is the baseline phase, "after" the last quarter of the time from the last fault to relief or the end;
/// without faults both are the whole run but its warmup.
struct figures {
  std::string load;                         ///< id of that load
  std::optional<double> recovery_seconds;   ///< empty when it was not watched, or not seen
  std::optional<double> predicted_seconds;  ///< (λD − μT)/(μ − λ), where it applies
  std::optional<double> goodput_before;     ///< per second
  std::optional<double> goodput_after;      ///< per second
  std::optional<double> goodput_share;      ///< after, of before
  std::optional<double>
      amplification;  ///< attempts per logical request, second half of the time after the last fault
  std::optional<double> peak_amplification;  ///< the worst full five seconds after warmup
  std::optional<double>
      wasted_share;  ///< of the work done, second half of the time after the last fault

  bool operator==(const figures&) const = default;
};

/// Computes them from the record and its judgement.
figures figures_of(const execution& of);

/// The index of the load that an execution is about; zero if the file has none.
std::size_t main_load(const scenario::file& of);

}  // namespace surgeline::report
