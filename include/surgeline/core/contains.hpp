#pragma once

#include <algorithm>

namespace surgeline {

/// Whether a range has that value.
template <class Range, class Value>
constexpr bool contains(const Range& in, const Value& wanted) {
  return std::ranges::find(in, wanted) != std::ranges::end(in);
}

}  // namespace surgeline
