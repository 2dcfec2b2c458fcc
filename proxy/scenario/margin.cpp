#include "surgeline/scenario/margin.hpp"

#include "ranges.hpp"

namespace surgeline::scenario {

void margin::check(config::checker& in) const {
  check_range(in, {"low", low}, {"high", high}, scale);
}

}  // namespace surgeline::scenario
