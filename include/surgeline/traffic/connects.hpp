#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <system_error>

#include "surgeline/metrics/cell.hpp"
#include "surgeline/metrics/histogram_cells.hpp"

namespace surgeline::traffic {

/// Why a connection to an upstream did not come about.
enum class connect_failure : std::uint8_t { refused, timeout, unreachable, error };
inline constexpr std::array<std::string_view, 4> connect_failures{
    "refused",
    "timeout",
    "unreachable",
    "error"
};

/// How an endpoint is, by the last connection that was tried: it came about, or it did not; or none was tried yet.
enum class endpoint_state : std::uint8_t { unknown, healthy, down };

/// The sort that an error of connecting belongs to.
connect_failure failure_of(std::error_code error);

/// What became of attempts to connect to one endpoint, counted by one writer.
struct connects {
  metrics::histogram_cells took;                                ///< those that came about
  std::array<metrics::cell, connect_failures.size()> failed{};  ///< the others, by reason
  metrics::cell met_at,
      failed_at;  ///< when the last of each was, in nanoseconds of file time and one more; 0 for never
};

/// The same at one moment, of all writers.
struct connect_reading {
  metrics::histogram_cells::reading took;
  std::array<std::uint64_t, connect_failures.size()> failed{};
  std::uint64_t met_at = 0, failed_at = 0;

  /// How the endpoint is, as far as connecting tells.
  endpoint_state state() const {
    if (met_at == 0 && failed_at == 0) return endpoint_state::unknown;
    return met_at >= failed_at ? endpoint_state::healthy : endpoint_state::down;
  }
  connect_reading& operator+=(const connects& one) {
    took += one.took.read();
    for (std::size_t i = 0; i < failed.size(); ++i) failed[i] += one.failed[i];
    met_at = std::max(met_at, one.met_at.read());
    failed_at = std::max(failed_at, one.failed_at.read());
    return *this;
  }
};

}  // namespace surgeline::traffic
