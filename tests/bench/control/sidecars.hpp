#pragma once

#include <cstdint>
#include <string_view>

#include "bench/comparison/fleet.hpp"

namespace surgeline::bench {

// `surgeline serve` with one proxy, one worker and nothing armed; a second copy of it; one whose page is read.
inline constexpr std::string_view served = "serve", served_control = "serve (A/A)",
                                  scraped = "serve, scraped";

/// Starts those as the real program, everybody else as `relaying` does.
starter serving();

/// Where such a sidecar is controlled, and where its page is.
endpoint control_of(const target& sidecar);
endpoint telemetry_of(const target& sidecar);

}  // namespace surgeline::bench
