#pragma once

#include <optional>
#include <string>
#include <vector>

#include "surgeline/scenario/judge.hpp"

namespace surgeline::scenario {

/// What a check looks at: a run, over or not.
struct run_so_far {
  const scenario::file& file;
  const scenario::course& course;
  const measure::recording& seen;
};

/// One steady state in one phase, with the reason if it was broken or could not be seen.
struct judged_check {
  check_result result;
  std::optional<reason> because;
};
judged_check judge_check(const steady_state& check, const run_so_far& of, const stage& in);

/// What others said to a steady state's enquiry in a phase, as shares of their mean in the baseline where that is its
/// reference; `why_not` is why there was no number, the last time there was none.
std::vector<std::optional<double>> answered_values(
    const steady_state& check,
    const run_so_far& of,
    const stage& in,
    std::string& why_not
);

/// Reasons for abort rules that others were asked for and mostly did not answer.
void judge_blind_rules(const record& of, verdict& into);

/// A load that asked in a baseline and was never answered well: what it calls is not there.
std::optional<reason> unanswered(const run_so_far& of, const stage& in);

/// True when a steady state is looked at in a phase.
bool is_watched(const steady_state& check, const phase& in);

/// Every steady state in every phase it watches, with reasons for what was broken or could not be seen.
std::vector<check_result> judge_checks(const record& of, verdict& into);

/// Every enabled fault, configured against measured, with reasons for what did not fire or fired wrongly.
std::vector<attestation> attest(const record& of, verdict& into);

/// The way back, with the reason why it was missed.
recovery_result judge_recovery(const record& of, verdict& into);

}  // namespace surgeline::scenario
