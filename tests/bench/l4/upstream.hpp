#pragma once

#include "surgeline/core/endpoint.hpp"

namespace surgeline::bench {

// What stands behind everybody, for the rest of a process's life. It is lean, so that the proxies are what limits.

/// Says what it hears.
[[noreturn]] void serve_echo(const endpoint& where);
/// Says once what it hears, and closes.
[[noreturn]] void serve_once(const endpoint& where);
/// Reads what it hears, and throws it away.
[[noreturn]] void serve_sink(const endpoint& where);

}  // namespace surgeline::bench
