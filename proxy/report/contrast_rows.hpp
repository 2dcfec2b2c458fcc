#pragma once

#include <string>
#include <vector>

#include "surgeline/report/contrast.hpp"
#include "surgeline/report/summary.hpp"

namespace surgeline::report {

/// The seeds of a variant on an engine, among all executions of a report.
struct contrast_side {
  const stored_report& of;
  const summary& seeds;

  std::size_t count() const { return seeds.members.size(); }
  const execution& member(std::size_t i) const { return of.all[seeds.members[i]]; }
};

/// Every number of both sides over their seeds, and the shares of their verdicts.
std::vector<contrast_row> rows_over_seeds(const contrast_side& first, const contrast_side& second);

/// The curves of the first seed of both sides, phase by phase.
std::vector<contrast_row> rows_in_time(const contrast_side& first, const contrast_side& second);

/// The margins that both have.
std::vector<contrast_row> rows_of_margins(const stored_report& first, const stored_report& second);

}  // namespace surgeline::report
