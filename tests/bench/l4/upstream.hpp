#pragma once

#include <cstdint>

#include "surgeline/core/endpoint.hpp"

namespace surgeline::bench {

/// What stands behind everything that is compared. It is lean, so that the proxies are what limits.
enum class upstream_kind : std::uint8_t {
  echo,    ///< says what it hears
  answer,  ///< says once what it hears, and closes
  sink,    ///< reads what it hears, and throws it away
};

/// The rest of a process's life: serves.
[[noreturn]] void serve_upstream(upstream_kind kind, const endpoint& where);

}  // namespace surgeline::bench
