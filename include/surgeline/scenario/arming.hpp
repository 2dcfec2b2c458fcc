#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "surgeline/fault/plan.hpp"
#include "surgeline/scenario/course.hpp"
#include "surgeline/scenario/file.hpp"

namespace surgeline::scenario {

/// True when a fault may touch a proxy.
bool is_target(const fault& of, const proxy& what);

/// The plan a proxy has while these faults (slots, ascending) are in force.
std::shared_ptr<const surgeline::fault::plan> plan_for(
    const file& from,
    const proxy& what,
    const std::vector<std::uint32_t>& in_force,
    const course& so_far,
    std::uint64_t seed
);

}  // namespace surgeline::scenario
