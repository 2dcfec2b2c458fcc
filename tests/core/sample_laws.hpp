#pragma once

#include "surgeline/core/distribution.hpp"

namespace surgeline {

using namespace std::chrono_literals;

/// A law of each sort that needs no special functions.
inline const distribution fixed = distribution::fixed(200ms);
inline const distribution uniform = distribution::uniform(10ms, 20ms);
inline const distribution measured =
    distribution::empirical_law{{{0.5, 3ms}, {0.9, 20ms}, {0.99, 180ms}}, 2s};
inline const distribution mixture =
    distribution::mixture_law{{{98, distribution::fixed(2ms)}, {2, distribution::uniform(1s, 2s)}}};
inline const distribution stuck =
    distribution::mixture_law{{{98, distribution::fixed(2ms)}, {2, distribution::never()}}};

}  // namespace surgeline
