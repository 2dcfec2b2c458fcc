#pragma once

#include <sys/stat.h>

#include <optional>
#include <vector>

#include "surgeline/app/privileges.hpp"

namespace surgeline::app {

/// The groups by which this process may read what is root's: its own, or that of the account that it becomes. Root needs none.
std::vector<gid_t> groups_of(const std::optional<account>& becomes);

/// True for a file that nobody may read or change but its owner; or that root has given to one of these groups to read, which is
/// how a Secret of Kubernetes comes to a user who is not root. Who is in none of them could not read it anyway.
bool is_secret(const struct stat& about, const std::vector<gid_t>& groups);

}  // namespace surgeline::app
