#pragma once

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

/// The sort that an error of connecting belongs to.
connect_failure failure_of(std::error_code error);

/// What became of attempts to connect to one endpoint, counted by one writer.
struct connects {
  metrics::histogram_cells took;                                ///< those that came about
  std::array<metrics::cell, connect_failures.size()> failed{};  ///< the others, by reason
};

/// The same at one moment, of all writers.
struct connect_reading {
  metrics::histogram_cells::reading took;
  std::array<std::uint64_t, connect_failures.size()> failed{};

  connect_reading& operator+=(const connects& one) {
    took += one.took.read();
    for (std::size_t i = 0; i < failed.size(); ++i) failed[i] += one.failed[i];
    return *this;
  }
};

}  // namespace surgeline::traffic
