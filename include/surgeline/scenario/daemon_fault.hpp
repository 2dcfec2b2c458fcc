#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "surgeline/core/chance.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/fault/catalog.hpp"
#include "surgeline/scenario/course.hpp"
#include "surgeline/scenario/daemon_layout.hpp"

namespace surgeline::scenario {

/// Windows that each instance has for itself.
struct own_windows {
  scenario::schedule by;
  std::uint64_t name = 0;  ///< of the draws; each instance has its own where `independent`
  scenario::synchrony sync;
};

/// One fault in force on instances of a daemon.
struct daemon_fault {
  std::string id;
  std::uint32_t slot = 0;  ///< its ordinal among the faults of the run; indexes ledgers
  surgeline::fault::kind what;
  time_point since{};  ///< in force from here
  time_point first{};  ///< first in force in this run: the clock of its ramps
  std::vector<std::uint32_t> instances;
  std::optional<own_windows> windows;  ///< absent: in force on all of them, all the while
};

/// The faults that a daemon has while these are in force, in file order.
std::vector<daemon_fault> daemon_faults_for(
    const file& from,
    const daemon& what,
    const daemon_layout& where,
    const std::vector<std::uint32_t>& in_force,
    const course& so_far,
    std::uint64_t seed
);

/// True when its windows are the same for everything it is for, so that whoever arms it walks them; else it is in force for
/// a whole stretch, and the daemon walks the windows of each instance.
bool has_common_windows(const fault& of);

}  // namespace surgeline::scenario
