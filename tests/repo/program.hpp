#pragma once

#include <string>
#include <vector>

namespace surgeline::repo {

/// How a run of the program ended and what it printed, both streams together.
struct program_result {
  int exit_code = -1;
  std::string output;
};

/// Runs a program that PATH has, in the repository's root.
program_result run_command(const std::vector<std::string>& words);

/// Runs the `surgeline` of this build in the repository's root.
program_result run_program(const std::vector<std::string>& arguments);

}  // namespace surgeline::repo
