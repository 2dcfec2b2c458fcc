#pragma once

#include <chrono>
#include <cstdint>

namespace surgeline::sidecar {

/// A moment as Prometheus counts them: in seconds since the epoch.
inline double timestamp(std::chrono::system_clock::time_point when) {
  return std::chrono::duration<double>(when.time_since_epoch()).count();
}

inline double number(std::uint64_t value) { return static_cast<double>(value); }

}  // namespace surgeline::sidecar
