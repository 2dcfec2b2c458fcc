#pragma once

#include "surgeline/config/describe.hpp"
#include "surgeline/config/sources.hpp"
#include "surgeline/config/value.hpp"

namespace surgeline::config {

/// What the file says as a `T`, with every problem at once; fields that failed keep their defaults.
template <class T>
T decode(const value& root, problems& found, const sources& files = {});

/// A `T` as the tree it could have been read from; keys at their defaults are left out.
template <class T>
value encode(const T& from);

}  // namespace surgeline::config
