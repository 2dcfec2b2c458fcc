#pragma once

#include "surgeline/scenario/file.hpp"
#include "surgeline/scenario/run_identity.hpp"

namespace surgeline::runner {

/// A run of a file that begins now; another run of the same file is another run.
scenario::run_identity identity_of(const scenario::file& from);

}  // namespace surgeline::runner
