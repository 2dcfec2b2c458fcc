#pragma once

#include <string_view>
#include <variant>

#include "surgeline/fault/bandwidth.hpp"
#include "surgeline/fault/blackhole.hpp"
#include "surgeline/fault/corrupt.hpp"
#include "surgeline/fault/cut.hpp"
#include "surgeline/fault/drop_response.hpp"
#include "surgeline/fault/latency.hpp"
#include "surgeline/fault/max_connections.hpp"
#include "surgeline/fault/refuse.hpp"
#include "surgeline/fault/reset.hpp"
#include "surgeline/fault/slicer.hpp"
#include "surgeline/fault/slow_accept.hpp"
#include "surgeline/fault/slow_close.hpp"
#include "surgeline/fault/stall.hpp"

namespace surgeline::fault {

/// Every kind of fault: closed, because self-registering objects vanish from static libraries.
using kind = std::variant<
    latency,
    stall,
    bandwidth,
    slicer,
    cut,
    slow_close,
    reset,
    refuse,
    blackhole,
    slow_accept,
    max_connections,
    corrupt,
    drop_response>;

/// How a kind is written: `latency`.
inline std::string_view name_of(const kind& what) {
  return std::visit([]<class K>(const K&) -> std::string_view { return K::schema().name; }, what);
}

}  // namespace surgeline::fault
