#pragma once

#include <cstdint>
#include <vector>

#include "surgeline/scenario/host_layout.hpp"
#include "surgeline/scenario/placed_fault.hpp"

namespace surgeline::scenario {

/// The faults that hosts have while these are in force, in file order; their instances are hosts of the layout.
std::vector<placed_fault> host_faults_for(
    const file& from,
    const host_layout& where,
    const std::vector<std::uint32_t>& in_force,
    const course& so_far,
    std::uint64_t seed
);

}  // namespace surgeline::scenario
