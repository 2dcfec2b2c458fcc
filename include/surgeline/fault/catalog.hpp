#pragma once

#include <variant>

#include "surgeline/fault/latency.hpp"
#include "surgeline/fault/reset.hpp"
#include "surgeline/fault/stall.hpp"

namespace surgeline::fault {

/// Every kind of fault: closed, because self-registering objects vanish from static libraries.
using kind = std::variant<latency, stall, reset>;

}  // namespace surgeline::fault
