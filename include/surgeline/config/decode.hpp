#pragma once

#include "surgeline/config/codec.hpp"
#include "surgeline/config/containers.hpp"
#include "surgeline/config/describe.hpp"
#include "surgeline/config/enums.hpp"
#include "surgeline/config/fold.hpp"
#include "surgeline/config/ramp.hpp"
#include "surgeline/config/shapes.hpp"
#include "surgeline/config/sources.hpp"
#include "surgeline/config/value.hpp"

namespace surgeline::config {

/// What the file says as a `T`, with every problem at once; fields that failed keep their defaults.
template <class T>
T decode(const value& root, problems& found, const sources& files = {}) {
  T result{};
  reader in(found, files);
  read_value(root, result, in);
  return result;
}

/// A `T` as the tree it could have been read from; keys at their defaults are left out.
template <class T>
value encode(const T& from) {
  return write_value(from);
}

}  // namespace surgeline::config
