#pragma once

#include <string_view>

namespace surgeline::admin {

/// The schema of what a page shows, as the members of a JSON object; a `placed_proxy` has what it requires from `proxy`.
extern const std::string_view glance_schemas;

}  // namespace surgeline::admin
