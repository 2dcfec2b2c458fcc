#pragma once

#include "surgeline/admin/audit_book.hpp"
#include "surgeline/admin/glances.hpp"
#include "surgeline/admin/http.hpp"
#include "surgeline/admin/run_desk.hpp"
#include "surgeline/sidecar/sidecar.hpp"

namespace surgeline::admin {

/// What a control API shows beside its sidecar; null: there is none.
struct control_desks {
  const audit_book* audit = nullptr;
  run_desk* runs = nullptr;
  class glances* glances = nullptr;
};

/// The native control API of a sidecar, JSON over HTTP below `/v1`; `GET /v1/openapi.json` says what there is.
///
/// What changes faults or proxies is answered when the change is in force on every worker and connection. What a browser sends
/// on behalf of some page is refused, but for our own; `checks_names` is for a listener that this machine alone can reach.
handler control_of(sidecar::sidecar& of, bool checks_names = true, control_desks desks = {});

}  // namespace surgeline::admin
