#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "surgeline/fault/ledger.hpp"

namespace surgeline::sidecar {

/// How often reloads went which way, and when the file in force was read.
struct reload_book {
  std::uint64_t applied = 0, unchanged = 0, rejected = 0;
  bool last_was_good = true;
  std::chrono::system_clock::time_point read;
};

/// A draw of a fault, numbered from 1 as they were heard of.
struct noted_decision {
  std::uint64_t n = 0;
  std::string proxy, fault;
  fault::decision made;
};

/// How often armed faults were taken away, by who or what did it; counted when every worker had taken them.
struct rollback_book {
  std::uint64_t owner = 0, lease = 0, clear = 0, freeze = 0, drain = 0;
};

/// Leases, as they went.
struct lease_book {
  std::uint64_t ran_out = 0;
  std::optional<std::chrono::system_clock::time_point> heartbeat;
};

}  // namespace surgeline::sidecar
