#pragma once

#include <optional>

#include "surgeline/core/time.hpp"

namespace surgeline::scenario {

struct file;
struct load;

/// Requests a second that an open load is meant to begin at a moment of a run that does not cut it; empty for one whose requests
/// come otherwise. The last phase lasts as long as the run.
std::optional<double> target_rate(const file& from, const load& of, time_point at);

}  // namespace surgeline::scenario
