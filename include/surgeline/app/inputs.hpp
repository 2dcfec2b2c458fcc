#pragma once

#include <optional>
#include <string>
#include <vector>

#include "surgeline/app/options.hpp"
#include "surgeline/core/problem.hpp"
#include "surgeline/scenario/read.hpp"
#include "surgeline/sidecar/guest.hpp"

namespace surgeline::app {

/// A file that could be read, for one of its variants.
struct input {
  std::string variant;  ///< empty without
  scenario::file values;
  std::string source;  ///< the text it was read from
};

/// Reads a file for every variant asked for. Prints every problem; empty when there was one.
std::vector<input> read_inputs(
    const std::string& path,
    const options& asked,
    scenario::purpose what_for
);

/// The file of an input with some keys set, as a point of a margin or a sweep; empty, with `found`, when that is no file.
std::optional<scenario::file> read_point(
    const input& of,
    const options& asked,
    const std::vector<scenario::assignment>& point,
    problems& found
);

/// Whether every value that the [margin] and the [sweep] of a file give to its keys is one; prints what is wrong.
bool points_are_fine(const std::vector<input>& inputs, const options& asked);

/// Reads the file of a sidecar, and leaves its text in `source`; empty, with `found`, when it has problems. Without a file
/// there is what the command line says.
std::optional<scenario::file> read_served(
    const options& asked,
    problems& found,
    std::string& source
);

/// Reads the populate file of a sidecar, if there is one; empty, with `found`, when it has problems. What is ignored of it is
/// in `notes`.
std::optional<std::vector<sidecar::guest_request>> read_guests(
    const options& asked,
    problems& found,
    std::vector<std::string>& notes
);

/// Prints problems to standard error, each with its source line.
void print_problems(const problems& found, const std::string& source);

}  // namespace surgeline::app
