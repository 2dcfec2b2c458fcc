#pragma once

#include "surgeline/config/describe.hpp"
#include "surgeline/core/units.hpp"

namespace surgeline::fault {

/// Caches that forget at the start of each window.
struct cache_flush {
  surgeline::share share{1};

  static constexpr auto schema() {
    return config::describe(
        "cache_flush",
        "A service with `role = \"cache\"` forgets keys at the start of each window.",
        config::optional(
            &cache_flush::share,
            "share",
            "of its keys, each by a draw of its own",
            {.max = 1, .above = 0}
        )
    );
  }

  /// It acts on hosts, not on what travels.
  static constexpr bool acts_on_host = true;

  bool operator==(const cache_flush&) const = default;
};

}  // namespace surgeline::fault
