#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string_view>
#include <vector>

#include "support/at.hpp"
#include "support/print.hpp"
#include "surgeline/config/describe.hpp"
#include "surgeline/core/chance.hpp"
#include "surgeline/observe/attempt_table.hpp"

/// What the tests of the attempt table share: identities, and a table with its clock.
namespace surgeline::observe {

using namespace std::chrono_literals;

inline void PrintTo(const logical_request& one, std::ostream* out) {
  *out << config::name_of(one.outcome) << ", " << config::name_of(one.ending) << " by "
       << config::name_of(one.evidence) << " on route " << one.route << ", " << one.attempts
       << " attempts, " << format(one.took);
}

inline identity named(std::string_view id) {
  return {
      .evidence = evidence::request_id,
      .naming = naming::exact,
      .id = hash_of(id),
  };
}
inline identity counted(std::string_view id, std::uint32_t ordinal, std::uint32_t most = 0) {
  identity one = named(id);
  one.evidence = evidence::header;
  one.ordinal = ordinal;
  one.most = most;
  return one;
}
inline identity looking_like(std::string_view what, std::uint32_t ordinal = 0) {
  identity one = counted(what, ordinal);
  one.naming = naming::alike;
  one.evidence = ordinal == 0 ? evidence::fingerprint : evidence::header;
  return one;
}

/// A table with a window of 10 s, and what it has settled.
struct observer {
  explicit observer(std::size_t capacity = 100) : table(capacity, 10s) {}

  attempt begin(const identity& who, duration now) { return table.begin(who, 0, at(now), settled); }
  /// These answer what the end, or the sweep, has settled.
  std::vector<logical_request> end(const attempt& one, outcome became, duration now) {
    settled.clear();
    table.end(one, became, at(now), settled);
    return settled;
  }
  std::vector<logical_request> fail(
      const identity& who,
      duration from,
      duration to,
      outcome became = outcome::error
  ) {
    return end(begin(who, from), became, to);
  }
  std::vector<logical_request> succeed(const identity& who, duration from, duration to) {
    return end(begin(who, from), outcome::ok, to);
  }
  std::vector<logical_request> sweep(duration now) {
    settled.clear();
    table.sweep(at(now), 1000, settled);
    return settled;
  }

  attempt_table table;
  std::vector<logical_request> settled;
};

}  // namespace surgeline::observe
