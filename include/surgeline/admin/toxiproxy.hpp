#pragma once

#include "surgeline/admin/http.hpp"
#include "surgeline/sidecar/sidecar.hpp"

namespace surgeline::admin {

/// The API of Toxiproxy 2, so that its clients drive a sidecar as they are:
///
///     GET    /version, /metrics, /proxies    POST /proxies, /populate, /reset
///     GET, PATCH, POST, DELETE /proxies/P    GET, POST /proxies/P/toxics
///     GET, PATCH, POST, DELETE /proxies/P/toxics/T
///
/// What changes something is answered when it is in force on every worker and connection. What a browser sends on behalf of
/// some page is refused; `checks_names` is for a listener that this machine alone can reach.
handler toxiproxy_of(sidecar::sidecar& of, bool checks_names = true);

/// One listener for both: `/v1` and what is below it are the first one's, the rest is the second one's.
handler either(handler v1, handler rest);

}  // namespace surgeline::admin
