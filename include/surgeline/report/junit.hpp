#pragma once

#include <chrono>
#include <span>
#include <string>

#include "surgeline/report/execution.hpp"

namespace surgeline::report {

/// `junit.xml`, which CI servers read: a suite an execution, a case each for its verdict, checks, abort rules, faults and way back;
/// of several seeds a suite for all of them, of engines that must agree one for that. What proves nothing is an error, what broke
/// a failure; what was expected is neither, nor are the few seeds that `[accept] pass` allows for: these are skipped. So it is green
/// where the exit code is 0. A live run has its own time, everything else `now`.
std::string junit_report(std::span<const execution> all, std::chrono::system_clock::time_point now);

}  // namespace surgeline::report
