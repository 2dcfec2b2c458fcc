#pragma once

#include "bench/comparison/machine.hpp"

namespace surgeline::bench {

/// What every measure is told.
struct circumstances {
  cpus where;
  bool quick = false;  ///< fewer and shorter rounds: a look, not a figure

  /// One of the two, as time allows.
  template <class T>
  T either(T thorough, T brief) const {
    return quick ? brief : thorough;
  }
  /// Everything on one CPU: no wake-up crosses to another, which costs more than any proxy does.
  cpus together() const { return {where.proxies, where.proxies}; }
};

}  // namespace surgeline::bench
