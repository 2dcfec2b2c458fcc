#pragma once

#include <chrono>
#include <span>
#include <string>
#include <vector>

#include "surgeline/report/execution.hpp"
#include "surgeline/report/margin_finding.hpp"
#include "surgeline/report/sweep_result.hpp"

namespace surgeline::report {

/// `junit.xml`, which CI servers read: a suite an execution, a case each for its verdict, checks, abort rules, faults and way back;
/// of several seeds a suite for all of them, of engines that must agree one for that. What proves nothing is an error, what broke
/// a failure; what was expected is neither, nor are the few seeds that `[accept] pass` allows for: these are skipped. So it is green
/// where the exit code is 0. A live run has its own time, everything else `now`.
std::string junit_report(std::span<const execution> all, std::chrono::system_clock::time_point now);

/// The same of surge margins: a case each, an error where there is no answer. Whatever the margin is, it fails nothing.
std::string junit_of_margins(
    const std::vector<margin_finding>& all,
    const std::string& scenario,
    std::chrono::system_clock::time_point now
);

/// The same of a sweep: a suite an engine, a case a point. A point whose every run says nothing is an error, and so is one that
/// was not carried out; with a goal, one at which fewer than half of the seeds meet it is a failure. Verdicts alone fail nothing.
std::string junit_of_sweep(const sweep_result& of, std::chrono::system_clock::time_point now);

}  // namespace surgeline::report
