#pragma once

#include <cstdint>

#include "surgeline/scenario/conductor.hpp"
#include "surgeline/scenario/record.hpp"

namespace surgeline::sim {

/// Carries a scenario out in virtual time: the same decisions as on sockets, a network without delay of its own and with
/// room for everything (`limits.buffer` is not modelled).
/// The file must be free of problems. The same file, seed and build give the same record, bit for bit.
scenario::record simulate(
    const scenario::file& from,
    std::uint64_t seed,
    const scenario::observer& watch = {}
);

}  // namespace surgeline::sim
