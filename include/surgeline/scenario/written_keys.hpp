#pragma once

#include <map>
#include <string>

#include "surgeline/scenario/file.hpp"

namespace surgeline::scenario {

/// What a file says, by the paths of its keys, as TOML; defaults too. What may be a secret is left out: variables, and the
/// environment and command lines of programs. So is what is about many runs: variants, [accept], [margin], [sweep].
std::map<std::string, std::string> written_keys(const file& of);

}  // namespace surgeline::scenario
