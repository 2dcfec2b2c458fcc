#pragma once

#include "surgeline/core/endpoint.hpp"

namespace surgeline::bench {

/// The rest of a process's life: answers every request for `/N` with N bytes, and closes where it is told to. It reads a
/// request no further than it must, so that the proxies are what limits.
[[noreturn]] void serve_answers(const endpoint& where);

}  // namespace surgeline::bench
