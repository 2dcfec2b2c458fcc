#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "surgeline/config/value.hpp"

namespace surgeline::config {

/// The environment variables `[vars]` may name.
using environment = std::function<std::optional<std::string>(std::string_view name)>;

/// Expands `${ENV}` and `${ENV:-default}` in `[vars]`, then `${name}` of `[vars]` in every other
/// string. A string that is nothing else takes the type and the place of what it names (a number or
/// a boolean of the environment becomes one); `${proxy.…}`, `${scenario.id}` and `${run.id}` stay;
/// `$${` is a plain `${`. A name that is not there is a problem.
void substitute(value& root, const environment& variables, problems& found);

}  // namespace surgeline::config
