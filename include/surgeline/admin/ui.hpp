#pragma once

#include <string_view>

#include "surgeline/admin/http.hpp"

namespace surgeline::admin {

/// The live page: `/ui/` and the files that it is made of, which are in the program. They tell nothing of the sidecar, so no key
/// is asked for; what the page shows it asks the API for. Everything else is handled by `rest`.
handler with_ui(handler rest);

/// Differs when the page does: an open page learns by it that it is not this program's any more.
std::string_view page_mark();

}  // namespace surgeline::admin
