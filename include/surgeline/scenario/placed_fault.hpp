#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "surgeline/core/chance.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/fault/catalog.hpp"
#include "surgeline/scenario/course.hpp"
#include "surgeline/scenario/file.hpp"

namespace surgeline::scenario {

/// Windows that each instance has for itself.
struct own_windows {
  scenario::schedule by;
  std::uint64_t name = 0;  ///< of the draws; each instance has its own where `independent`
  scenario::synchrony sync;
};

/// One fault in force in places: on instances of a daemon, or on hosts.
struct placed_fault {
  std::string id;
  std::uint32_t slot = 0;  ///< its ordinal among the faults of the run; indexes ledgers
  surgeline::fault::kind what;
  time_point since{};  ///< in force from here
  time_point first{};  ///< first in force in this run: the clock of its ramps
  std::vector<std::uint32_t> instances;
  std::optional<own_windows> windows;  ///< absent: in force on all of them, all the while
};

/// The fault of a slot on these instances.
placed_fault placed(
    const file& from,
    std::uint32_t slot,
    std::vector<std::uint32_t> instances,
    const course& so_far
);

/// Of the instances that a target means, ascending, those that its `count` or `fraction` leaves, drawn from `dice`.
std::vector<std::uint32_t> drawn_from(
    std::vector<std::uint32_t> meant,
    const fault& by,
    const chance& dice
);

/// True when its windows are the same for everything it is for, so that whoever arms it walks them; else it is in force for
/// a whole stretch, and whoever has the instances walks the windows of each.
bool has_common_windows(const fault& of);

}  // namespace surgeline::scenario
