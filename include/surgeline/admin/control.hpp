#pragma once

#include "surgeline/admin/http.hpp"
#include "surgeline/sidecar/sidecar.hpp"

namespace surgeline::admin {

/// The control API of a sidecar, JSON over HTTP:
///
///     GET    /v1/state              proxies, faults in force, the lease, counts
///     PUT    /v1/plan               faults for a lease: a new one, or the one whose `id` is given
///     DELETE /v1/plan               clear everything that is armed, whoever did it
///     POST   /v1/freeze             the same, and nothing may be armed until DELETE /v1/freeze
///     POST   /v1/leases/ID/renew    the owner is still there, and may tell what its run does
///     DELETE /v1/leases/ID          clear the faults of a lease
///
/// What changes faults is answered when the change is in force on every worker and connection. What a browser sends on behalf
/// of some page is refused; `checks_names` is for a listener that this machine alone can reach.
handler control_of(sidecar::sidecar& of, bool checks_names = true);

}  // namespace surgeline::admin
