#pragma once

#include <functional>
#include <string>
#include <vector>

#include "surgeline/core/distribution.hpp"

namespace surgeline::bench {

/// A distribution beside its closed form, which is worked out without it.
struct law {
  std::string id;
  distribution made;
  std::function<double(double share)> quantile;  ///< in ms
};

/// One of every law that has chance in it or none at all.
std::vector<law> laws();

}  // namespace surgeline::bench
