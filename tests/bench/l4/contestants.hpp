#pragma once

#include <chrono>

#include "bench/comparison/caller.hpp"
#include "bench/comparison/contestants.hpp"

namespace surgeline::bench {

inline constexpr std::string_view ours_delaying = "surgeline, 100 ms",
                                  control_delaying = "surgeline, 100 ms (A/A)",
                                  nginx = "nginx stream";

/// What the delaying contestants have armed.
inline constexpr std::chrono::milliseconds armed_latency{100};

// What stands behind everybody.
inline constexpr std::string_view echo = "echo", answer_once = "answer once", sink = "sink";

/// 128 bytes, and as many back.
dialogue small_talk();

/// Starts those who relay streams; everybody who is not a peer is a role of this program.
std::optional<command> relaying(
    std::string_view contestant,
    const endpoint& listen,
    const endpoint& upstream,
    const folder& files
);
/// What a program that starts those has to serve as.
std::vector<role> relay_roles();

}  // namespace surgeline::bench
