#pragma once

#include "surgeline/core/time.hpp"

namespace surgeline::runner {

/// How late this machine's timers are, in real time: of some thirty short waits on a delay heap, nine in ten were no later.
/// Takes about 60 ms at most.
duration timer_error();

}  // namespace surgeline::runner
