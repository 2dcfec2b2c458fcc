#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "surgeline/config/value.hpp"
#include "surgeline/report/room.hpp"

namespace surgeline::report {

/// What a sidecar says of itself (`GET /v1/state`) as tables for a terminal of so many columns: its proxies, the faults that are
/// armed, by whom and until when. Of what it does not say there is a `-`. `colour` adds ANSI colours.
std::vector<std::string> status_lines(const config::value& state, room wide, bool colour);

}  // namespace surgeline::report
