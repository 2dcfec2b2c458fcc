#pragma once

#include <vector>

#include "surgeline/scenario/judge.hpp"

namespace surgeline::scenario {

/// Every steady state in every phase it watches, with reasons for what was broken or could not be seen.
std::vector<check_result> judge_checks(const record& of, verdict& into);

/// Every enabled fault, configured against measured, with reasons for what did not fire or fired wrongly.
std::vector<attestation> attest(const record& of, verdict& into);

/// The way back, with the reason why it was missed.
recovery_result judge_recovery(const record& of, verdict& into);

}  // namespace surgeline::scenario
