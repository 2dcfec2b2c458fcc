#pragma once

#include <cstddef>

#include "surgeline/core/endpoint.hpp"
#include "surgeline/core/time.hpp"

namespace surgeline::bench {

/// Sends as fast as it goes on new connections for that long, and returns when the upstream has heard all of it; how many
/// bytes. New ones, because an old loopback connection may have settled in a fast or in a slow state for good.
std::size_t run_bulk(const endpoint& where, std::size_t connections, duration span);

}  // namespace surgeline::bench
