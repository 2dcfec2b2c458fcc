#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "surgeline/report/execution.hpp"

namespace surgeline::report {

/// What one load came to in one phase. Numbers are empty where there is nothing to compute them from.
struct phase_numbers {
  std::string phase, load{};
  scenario::span when{};
  std::vector<std::string> faults{};  ///< ids of those in force for some of it, in file order
  std::optional<double> offered{}, goodput{};  ///< per second
  std::optional<double> kept{};                ///< goodput of offered
  std::optional<double> amplification{};
  std::optional<double> p50{}, p90{}, p99{};  ///< of the answers, in seconds
};

/// A row for each phase that was reached, each load in file order; none for a condensed execution.
std::vector<phase_numbers> numbers_by_phase(const execution& of);

}  // namespace surgeline::report
