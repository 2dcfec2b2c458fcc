#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

#include "surgeline/core/problem.hpp"

namespace surgeline::app {

/// An account of the machine, for a process to run as.
struct account {
  std::string name;  ///< as it was asked for: a name, or a number
  uid_t user = 0;
  gid_t group = 0;
  bool has_entry = false;  ///< then its further groups are known
};

/// The account of a user and perhaps of another group than his; empty when `found` got a problem.
std::optional<account> account_of(
    const std::string& user,
    const std::optional<std::string>& group,
    problems& found
);

/// True for a process that may do everything.
bool is_root();

/// Lets no thread that is there or will be gain anything by starting another program; to be called while there is one.
void gain_nothing();

/// Makes every thread run as that account, for good. Empty; else why it could not be, and then the process must end.
std::string become(const account& whom);

}  // namespace surgeline::app
