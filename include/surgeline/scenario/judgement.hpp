#pragma once

/// What must hold, what stops a run, the way back, and how often faults must have fired.
#include "surgeline/scenario/abort_rule.hpp"    // IWYU pragma: export
#include "surgeline/scenario/accept.hpp"        // IWYU pragma: export
#include "surgeline/scenario/amount.hpp"        // IWYU pragma: export
#include "surgeline/scenario/expect_hits.hpp"   // IWYU pragma: export
#include "surgeline/scenario/recovery.hpp"      // IWYU pragma: export
#include "surgeline/scenario/steady_state.hpp"  // IWYU pragma: export
