#pragma once

#include <prometheus/collectable.h>

#include <optional>
#include <string>

#include "surgeline/admin/http.hpp"
#include "surgeline/sidecar/sidecar.hpp"

namespace surgeline::admin {

/// What anybody may read about a sidecar: `/metrics` for Prometheus, `/healthz` (it answers), `/readyz` (it takes connections).
handler telemetry_of(sidecar::sidecar& of, const prometheus::Collectable& measurements);

/// A page in the text format of Prometheus.
response metrics_page(std::string text);
/// Why telemetry does not take this call; empty if it only reads.
std::optional<response> refusal_to_write(const request& asked);

}  // namespace surgeline::admin
