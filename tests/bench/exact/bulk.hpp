#pragma once

#include <cstddef>

#include "bench/exact/place.hpp"

namespace surgeline::bench {

/// Says so many bytes as fast as they are taken, from the client to the upstream; from the first one said to the last one
/// heard.
duration carry(line& through, std::size_t bytes);

}  // namespace surgeline::bench
