#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/buckets.hpp"
#include "surgeline/core/time.hpp"

namespace surgeline::model {

/// How an instance of a daemon is.
enum class daemon_state : std::uint8_t { ok, slow, stalled, down };

/// The upper bounds of the buckets of herds.
inline constexpr std::array<double, 12>
    herd_buckets{1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000};

/// What a daemon counts for telemetry, from its beginning.
struct daemon_counts {
  /// Of one instance.
  struct instance {
    std::uint64_t stalls = 0;
    duration stalled{};  ///< those that are over
    std::size_t depth = 0;
    daemon_state state = daemon_state::ok;
    bool operator==(const instance&) const = default;
  };
  /// Of one door.
  struct door {
    std::uint64_t ok = 0, timeout = 0, rejected = 0, cancelled = 0;
    bucket_counts waits{};  ///< until they were served
    double waited_seconds = 0;
    bool operator==(const door&) const = default;
  };
  std::vector<instance> instances;
  std::vector<door> doors;  ///< behind them that of health checks
  std::array<std::uint64_t, herd_buckets.size() + 1> herds{};  ///< who waited at the ends of stalls
  double herded = 0;
  bool operator==(const daemon_counts&) const = default;
};

}  // namespace surgeline::model

template <>
inline constexpr auto surgeline::config::names<surgeline::model::daemon_state> = std::array{
    named{surgeline::model::daemon_state::ok, "ok", "it serves"},
    named{surgeline::model::daemon_state::slow, "slow", "it takes longer"},
    named{surgeline::model::daemon_state::stalled, "stalled", "it serves nobody"},
    named{surgeline::model::daemon_state::down, "down", "it refuses everybody"},
};
