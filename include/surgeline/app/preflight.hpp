#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "surgeline/app/inputs.hpp"

namespace surgeline::app {

/// Whether this machine can carry the files out on sockets: enough descriptors, timers fine enough for the speedup.
/// Prints what is in the way.
bool ready_to_run(const std::vector<input>& inputs, const std::string& path);

/// Descriptors this process may open.
std::uint64_t descriptor_limit();

}  // namespace surgeline::app
