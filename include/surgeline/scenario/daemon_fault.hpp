#pragma once

#include <cstdint>
#include <vector>

#include "surgeline/scenario/daemon_layout.hpp"
#include "surgeline/scenario/placed_fault.hpp"

namespace surgeline::scenario {

/// One fault in force on instances of a daemon.
using daemon_fault = placed_fault;

/// The faults that a daemon has while these are in force, in file order.
std::vector<daemon_fault> daemon_faults_for(
    const file& from,
    const daemon& what,
    const daemon_layout& where,
    const std::vector<std::uint32_t>& in_force,
    const course& so_far,
    std::uint64_t seed
);

}  // namespace surgeline::scenario
