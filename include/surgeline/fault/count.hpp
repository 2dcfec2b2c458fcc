#pragma once

#include <cstdint>
#include <optional>

#include "surgeline/config/describe.hpp"
#include "surgeline/fault/identity.hpp"

namespace surgeline::fault {

/// Which units a fault is meant for at all, by their ordinal from 1: the others are neither drawn nor counted.
struct count {
  std::optional<std::uint64_t> first, every, after, total;
  std::optional<identity> key;

  static constexpr auto schema() {
    return config::describe(
        "count",
        "Which units a fault is meant for, by their ordinal.",
        config::optional(&count::first, "first", "only the first so many", {.min = 1}),
        config::optional(&count::every, "every", "only each so-manieth", {.min = 1}),
        config::optional(&count::after, "after", "only those after so many", {.min = 1}),
        config::optional(&count::total, "total", "no more after so many were hit", {.min = 1}),
        config::optional(&count::key, "key", "counted for each of these; the whole proxy if absent")
    );
  }
  void check(config::checker& in) const {
    in.exactly_one({"first", "every", "after", "total"});
    if (total && key) {
      in.problem("key", "`total` counts the hits on the whole proxy", "remove `key`");
    }
  }

  /// True when the unit of this ordinal may be hit; `total` is not a matter of ordinals.
  bool covers(std::uint64_t ordinal) const {
    if (first) return ordinal <= *first;
    if (every) return ordinal % *every == 0;
    if (after) return ordinal > *after;
    return true;
  }
  bool operator==(const count&) const = default;
};

/// True when it counts by what only the head of a request tells.
inline bool needs_http(const count& by) { return by.key && by.key->needs_head(); }

}  // namespace surgeline::fault
