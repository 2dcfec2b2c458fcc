#pragma once

#include <optional>
#include <string>
#include <vector>

#include "surgeline/core/time.hpp"

namespace surgeline::runner {

/// Runs a program to its end, without a shell, its input and output nowhere, in a process group of its own; the group is killed
/// after `patience`. Its exit code; empty with one sentence in `why` when it has none.
std::optional<int> exit_code_of(
    const std::vector<std::string>& arguments,
    duration patience,
    std::string& why
);

}  // namespace surgeline::runner
