#pragma once

#include <ostream>

#include "support/print.hpp"
#include "surgeline/scenario/schedule.hpp"

namespace surgeline::scenario {

inline void PrintTo(const window& value, std::ostream* out) {
  *out << format(value.from) << " to " << format(value.to);
}

}  // namespace surgeline::scenario
