#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>

#include "surgeline/admin/guard.hpp"
#include "surgeline/config/value.hpp"

namespace surgeline::admin {

/// The last entries of an audit log, numbered from 1 as they came.
class audit_book {
 public:
  static constexpr std::size_t kept = 1000;

  /// Writes an entry; returns it as it is shown, a line of the log.
  const config::value& write(const handled& one, std::chrono::system_clock::time_point when);
  /// Those that are there still; each has its number as `n`.
  const std::deque<config::value>& entries() const { return entries_; }

 private:
  std::int64_t written_ = 0;
  std::deque<config::value> entries_;
};

}  // namespace surgeline::admin
