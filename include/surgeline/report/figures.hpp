#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "surgeline/scenario/record.hpp"

namespace surgeline::report {

struct execution;

/// The numbers of one execution that tables show, of the load its recovery is about (else of the first load).
/// "Before" is the baseline phase, "after" the last quarter of the time from the last fault to relief or the end;
/// without faults both are the whole run but its warmup. "In faults" is from the begin of the first to the end of the last.
struct figures {
  std::string load;                         ///< id of that load
  std::optional<double> recovery_seconds;   ///< empty when it was not watched, or not seen
  std::optional<double> predicted_seconds;  ///< (λD − μT)/(μ − λ), where it applies
  std::optional<double> goodput_before;     ///< per second
  std::optional<double> goodput_in_faults;  ///< per second; empty without faults
  std::optional<double> goodput_after;      ///< per second
  std::optional<double> goodput_share;      ///< after, of before
  /// Attempts per logical request, in the second half of the time after the last fault.
  std::optional<double> amplification;
  std::optional<double> peak_amplification;  ///< the worst full five seconds after warmup
  /// Of the work done, in the second half of the time after the last fault.
  std::optional<double> wasted_share;
  /// Requests that were answered by a fallback, of those offered in faults (without faults: in the whole run but its warmup).
  std::optional<double> degraded_share;

  /// The metrics that the file's [sweep] and [accept] name, over `experiment_of` the run; those that there are. Under
  /// `reference_key` what the limits of the sweep's goal are shares of.
  std::map<std::string, double> measured{};

  bool operator==(const figures&) const = default;
};

inline constexpr const char* reference_key = "the goal's reference";

/// The number behind a word of `scenario::figure_words` or behind one of the metrics measured.
std::optional<double> number_of(const figures& of, std::string_view name);

/// The part of a run that its numbers are about: behind the baseline (or the warmup), before relief or the end.
scenario::span experiment_of(const scenario::record& of);

/// The figures of an execution: the kept ones, or computed from its record and judgement.
figures figures_of(const execution& of);

/// The index of the load that a scenario is about; zero if the file has none.
std::size_t main_load(const scenario::file& of);

}  // namespace surgeline::report
