#pragma once

#include <string>
#include <utility>
#include <vector>

#include "surgeline/scenario/record.hpp"

namespace surgeline::report {

/// When and why a sidecar (by its number) was lost to a run; null if it was not.
const scenario::loss* loss_of(const scenario::record& of, std::size_t sidecar);

/// Each sidecar of a run and what is to be said of it: its clock, its proxies, what went through them, what its faults did,
/// and its loss; after several of them all together.
std::vector<std::pair<std::string, std::string>> sidecars_in_words(const scenario::record& of);

}  // namespace surgeline::report
