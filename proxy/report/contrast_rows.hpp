#pragma once

#include <span>
#include <string>
#include <vector>

#include "surgeline/report/contrast.hpp"
#include "surgeline/report/summary.hpp"

namespace surgeline::report {

/// The path of the seed in what a file says.
inline constexpr const char* seed_key = "scenario.seed";

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

/// A share of the seeds of each side.
contrast_row share_row(
    std::string name,
    std::size_t hits,
    std::size_t of,
    std::size_t other_hits,
    std::size_t of_other
);

/// Corrects all that can be tested of these for being one of many; how many there are.
std::size_t correct(std::span<contrast_row* const> all);

/// Adds the keys in which two files differ, but for their seed, which is told otherwise.
void add_keys(
    const stored_file& first,
    const stored_file& second,
    std::vector<asked_difference>& to
);

/// Adds a difference that is one, and that is not there already.
void add_once(std::vector<asked_difference>& to, asked_difference one);

}  // namespace surgeline::report
