#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "surgeline/config/value.hpp"
#include "surgeline/report/room.hpp"

namespace surgeline::report {

/// Every proxy of a sidecar's state, open or closed, with the faults on it, and every instance of its daemons, as tables for a terminal of so many columns.
std::vector<std::string> list_lines(const config::value& state, room wide, bool colour);

/// All that a state says of one proxy, daemon or fault, called `id`; nothing if there is none.
std::vector<std::string> inspect_lines(
    const config::value& state,
    const std::string& id,
    room wide,
    bool colour
);

}  // namespace surgeline::report
