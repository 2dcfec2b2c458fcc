#pragma once

#include <cstdlib>

namespace surgeline::admin {

/// The same random tests in every run. RC_PARAMS="max_success=2000 seed=7" makes them longer, or others.
inline void pin_seed() { setenv("RC_PARAMS", "seed=20261127 max_success=50 max_size=100", 0); }

}  // namespace surgeline::admin
