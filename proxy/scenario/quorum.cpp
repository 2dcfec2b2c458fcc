#include "surgeline/scenario/quorum.hpp"

#include <algorithm>
#include <cmath>

namespace surgeline::scenario {

std::size_t needed_of(share quorum, std::size_t sidecars) {
  constexpr double hair = 1e-9;  // what rounding may add to a product
  const double needed = std::ceil(quorum.part * static_cast<double>(sidecars) - hair);
  return std::max<std::size_t>(1, static_cast<std::size_t>(std::max(0.0, needed)));
}

}  // namespace surgeline::scenario
