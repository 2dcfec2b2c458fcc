#pragma once

#include <optional>

#include "surgeline/scenario/blueprint.hpp"

namespace surgeline::scenario {

/// The share 0..1 of requests whose key a cache has when it has long been asked, by the approximation of Che, Tung and Wang
/// (2002): a key that is asked for with probability p is there with 1 - e^(-pT), and T is such that as many are there as it holds.
/// Empty for entries that live for a time only: how many are there depends on the load.
std::optional<double> warm_hits(const cache_terms& of);

/// A file whose caches pass on only what they have not, by `warm_hits`: the shares of their calls are so much smaller.
file warmed(const file& from);

}  // namespace surgeline::scenario
