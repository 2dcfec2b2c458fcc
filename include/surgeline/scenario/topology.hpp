#pragma once

/// Who talks to whom: services, the daemons that they wait for, the proxies before them, the callers' policies, and loads.
#include "surgeline/scenario/daemon.hpp"   // IWYU pragma: export
#include "surgeline/scenario/load.hpp"     // IWYU pragma: export
#include "surgeline/scenario/policy.hpp"   // IWYU pragma: export
#include "surgeline/scenario/proxy.hpp"    // IWYU pragma: export
#include "surgeline/scenario/service.hpp"  // IWYU pragma: export
