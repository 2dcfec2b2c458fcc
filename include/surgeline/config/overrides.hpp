#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "surgeline/config/value.hpp"
#include "surgeline/config/variables.hpp"  // IWYU pragma: export

namespace surgeline::config {

/// Sets `vars.rate=600/s`, `policy.careful.retry.attempts=3`, `cluster.hosts=5`: the table's name,
/// the id of its element if there are several, the keys. The text is read as TOML if it is TOML,
/// else it is a string. Places inside are in the file `--set`. A table of the first level has to be
/// in the file or in `may_create`.
void set(
    value& root,
    std::string_view assignment,
    problems& found,
    const std::vector<std::string>& may_create = {}
);

/// As above, with the value at hand; its places become `--set`.
void set(
    value& root,
    std::string_view path,
    value to,
    problems& found,
    const std::vector<std::string>& may_create = {}
);

}  // namespace surgeline::config
