#pragma once

#include "surgeline/fault/ledger.hpp"
#include "surgeline/traffic/counts.hpp"

namespace surgeline::traffic {

/// Everything a proxy has counted so far.
struct book {
  fault::ledger faults;
  counts connections;
};

}  // namespace surgeline::traffic
