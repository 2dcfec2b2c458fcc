#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/units.hpp"
#include "surgeline/scenario/hosts.hpp"

namespace surgeline::scenario {

/// Whether the instances that a fault is for have one window, or each has its own.
struct synchrony {
  bool independent = false;         ///< each draws its windows for itself
  std::optional<duration> stagger;  ///< each has them so much later than the one before it

  bool together() const { return !independent && !stagger; }
  bool operator==(const synchrony&) const = default;
};

/// Which instances of which daemon a fault is for, or which hosts.
struct daemon_target {
  std::optional<std::string> daemon;
  host_list hosts;
  std::optional<std::uint32_t> count;
  std::optional<share> fraction;
  std::optional<std::string> label;
  std::optional<synchrony> sync;

  static constexpr auto schema() {
    return config::describe(
        "daemon target",
        "Which instances of which daemon a fault is for, or which hosts.",
        config::optional(
            &daemon_target::daemon,
            "daemon",
            "daemon id; the `daemon_…` kinds need it",
            {.id = true}
        ),
        config::optional(
            &daemon_target::hosts,
            "hosts",
            "those of its instances; for the `host_…` kinds and `cache_flush`, hosts"
        ),
        config::optional(
            &daemon_target::count,
            "count",
            "so many of its instances, or of the hosts, drawn from the seed",
            {.min = 1}
        ),
        config::optional(
            &daemon_target::fraction,
            "fraction",
            "this share of its instances, or of the hosts, one at least, drawn from the seed",
            {.max = 1, .above = 0}
        ),
        config::optional(
            &daemon_target::label,
            "label",
            "its instances on hosts with this label of a service, or those hosts",
            {.not_empty = true}
        ),
        config::optional(
            &daemon_target::sync,
            "sync",
            "whether these instances, or hosts, have the windows of `schedule` at the same time"
        )
    );
  }
  /// True when one of its keys says something.
  bool says_anything() const { return *this != daemon_target{}; }
  bool operator==(const daemon_target&) const = default;
};

}  // namespace surgeline::scenario
