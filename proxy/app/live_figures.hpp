#pragma once

#include "surgeline/config/value.hpp"
#include "surgeline/report/terminal.hpp"

namespace surgeline::app {

/// What a run under way looks like, in numbers for a page: phases, loads, services, daemons, policies, the way back.
config::value live_figures(const report::view& of);

}  // namespace surgeline::app
