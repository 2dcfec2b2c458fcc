#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "surgeline/config/value.hpp"
#include "surgeline/core/endpoint.hpp"
#include "surgeline/fault/ledger.hpp"
#include "surgeline/traffic/counts.hpp"

/// What a sidecar tells of itself over its API, as values.
namespace surgeline::runner {

/// The element of a list of tables with this id; null without.
const config::value* element(const config::value& in, const char* list, const std::string& id);

/// What a fault of it has done.
fault::tally tally_in(const config::value& fault);
/// What a proxy of it has counted.
traffic::counts counts_in(const config::value& proxy);
/// The addresses in a list of a proxy of it: `listen`, `upstream`.
std::vector<endpoint> endpoints_in(const config::value& proxy, const char* list_of);

/// What has come to counters since they stood at `before`; gauges stay.
traffic::counts since(const traffic::counts& before, traffic::counts now);
fault::tally since(const fault::tally& before, fault::tally now);

}  // namespace surgeline::runner
