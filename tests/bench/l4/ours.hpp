#pragma once

#include "surgeline/core/endpoint.hpp"
#include "surgeline/core/time.hpp"

namespace surgeline::bench {

/// The rest of a process's life: this project's proxy on one worker, with nothing armed, or with a latency on what the
/// upstream says.
[[noreturn]] void serve_ours(const endpoint& where, const endpoint& upstream, duration latency);

}  // namespace surgeline::bench
