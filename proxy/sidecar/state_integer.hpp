#pragma once

#include <cstdint>

#include "surgeline/config/value.hpp"

namespace surgeline::sidecar {

/// What has been counted, as a state has it.
inline config::value integer(std::uint64_t counted) { return static_cast<std::int64_t>(counted); }

}  // namespace surgeline::sidecar
