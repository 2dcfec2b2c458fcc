#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "surgeline/report/execution.hpp"

namespace surgeline::report {

/// What became of a test case.
enum class case_result : std::uint8_t {
  passed,
  skipped,
  failed,    ///< something did not hold
  unproven,  ///< nothing is known of it; `error` in JUnit's words
};

/// One thing that a run was asked.
struct test_case {
  std::string name;
  case_result result = case_result::passed;
  std::string code{};  ///< of the reason that speaks against it: `slow_recovery`
  std::string text{};  ///< in the words of the verdict
};

/// The cases of one execution, its verdict first: each check in each phase, each abort rule, each fault, the way back. What
/// belongs to none of them is the verdict's.
std::vector<test_case> cases_of(const execution& of);

}  // namespace surgeline::report
