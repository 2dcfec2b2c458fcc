#pragma once

#include "surgeline/core/endpoint.hpp"

namespace surgeline::bench {

/// The rest of a process's life: the smallest correct relay there is, straight on epoll. No limit, no fault, no count:
/// what a relay costs that does nothing else.
[[noreturn]] void serve_floor(const endpoint& where, const endpoint& upstream);

}  // namespace surgeline::bench
