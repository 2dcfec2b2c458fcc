#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bench/l4/upstream.hpp"
#include "support/folder.hpp"
#include "surgeline/core/endpoint.hpp"

namespace surgeline::bench {

// Who is compared, by the names in the tables. `control` is a second copy of ours: what this machine makes of no
// difference at all.
inline constexpr std::string_view ours = "surgeline", control = "surgeline (A/A)",
                                  ours_delaying = "surgeline, 100 ms",
                                  control_delaying = "surgeline, 100 ms (A/A)", haproxy = "HAProxy",
                                  haproxy_tuned = "HAProxy tuned", nginx = "nginx stream",
                                  bare = "bare epoll", direct = "direct";

/// What the delaying contestants have armed.
inline constexpr std::chrono::milliseconds armed_latency{100};

/// How to start a contestant between two endpoints; empty when its program is not installed.
using command = std::vector<std::string>;
std::optional<command> command_of(
    std::string_view contestant,
    const endpoint& listen,
    const endpoint& upstream,
    const folder& files
);
command command_of(upstream_kind kind, const endpoint& listen);

/// Where a program is; empty when it is nowhere.
std::string find_program(std::string_view name);

/// What `command_of` made this program start itself for, from its arguments; returns when it is none of that.
void serve_as_told(const std::vector<std::string>& arguments);

}  // namespace surgeline::bench
