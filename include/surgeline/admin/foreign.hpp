#pragma once

#include "surgeline/admin/http.hpp"

namespace surgeline::admin {

/// True for what a page in somebody's browser may have sent: from a page, or, where names are checked, to a name that was made
/// to mean this machine.
bool is_foreign(const request& asked, bool checks_names = true);

}  // namespace surgeline::admin
