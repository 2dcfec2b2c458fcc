#pragma once

#include <string>

#include "surgeline/sidecar/sidecar.hpp"

namespace surgeline::admin {

/// What Toxiproxy exports of its proxies, in Prometheus' text format: of those that are open, as it is just now.
std::string toxiproxy_metrics(const sidecar::sidecar& of);

}  // namespace surgeline::admin
