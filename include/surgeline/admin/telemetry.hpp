#pragma once

#include <prometheus/collectable.h>

#include "surgeline/admin/http.hpp"
#include "surgeline/sidecar/sidecar.hpp"

namespace surgeline::admin {

/// What anybody may read about a sidecar: `/metrics` for Prometheus, `/healthz` (it answers), `/readyz` (it takes connections).
handler telemetry_of(sidecar::sidecar& of, const prometheus::Collectable& measurements);

}  // namespace surgeline::admin
