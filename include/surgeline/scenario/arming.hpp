#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "surgeline/fault/control_group.hpp"
#include "surgeline/fault/plan.hpp"
#include "surgeline/scenario/course.hpp"
#include "surgeline/scenario/file.hpp"

namespace surgeline::scenario {

/// True when a fault may touch a proxy.
bool is_target(const fault& of, const proxy& what);

/// The clients that no fault of the file touches; `dice` are the run's. Empty where there are none.
std::optional<surgeline::fault::control_group> control_group_of(const file& in, chance dice);

/// True when a kind strikes before anybody has asked for anything.
bool acts_before_requests(const surgeline::fault::kind& what);

/// The unit of a fault's draws on a proxy: what it says; else a request where it acts on requests, else a connection.
surgeline::fault::unit unit_on(const proxy& what, const fault& of);

/// The plan a proxy has while these faults are in force, each slot once, in the order in which the plan is to ask them; `shared`
/// are the proxy's, the same ones all along.
std::shared_ptr<const surgeline::fault::plan> plan_for(
    const file& from,
    const proxy& what,
    const std::vector<std::uint32_t>& in_force,
    const course& so_far,
    std::uint64_t seed,
    surgeline::fault::cells& shared
);

}  // namespace surgeline::scenario
