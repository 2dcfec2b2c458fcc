#pragma once

#include "surgeline/admin/http.hpp"

namespace surgeline::admin {

/// True for what a page in somebody's browser may have sent, unless it is the page that we gave out: from a page, or, where names
/// are checked, to a name that was made to mean this machine. Where they are not and nobody is known by a key or a certificate, a
/// page of ours is believed only below an address.
bool is_foreign(const request& asked, bool checks_names = true);

}  // namespace surgeline::admin
