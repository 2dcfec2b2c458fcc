#pragma once

#include <optional>
#include <string>
#include <vector>

#include "surgeline/scenario/file.hpp"

namespace surgeline::scenario {

/// Something in which two scenarios differ: a key, a table that only one of them has, or the order of tables.
struct difference {
  std::string path;  ///< `daemon.logd.scope`; of a table `fault.late`
  /// The value as TOML; of a table, `present`; of an order, the ids. Empty where it is not there.
  std::optional<std::string> first, second;
  bool is_table = false;
  bool operator==(const difference&) const = default;
};

/// Everything in which two scenarios differ, by path. A key that one of them leaves at the value that the other writes is no
/// difference; of a table that only one has, its keys are none.
std::vector<difference> differences(const file& first, const file& second);

/// A difference as a line: `daemon.logd.scope: "shared" → "per_replica"`, `fault.late: only in the second`.
std::string text_of(const difference& of);

}  // namespace surgeline::scenario
