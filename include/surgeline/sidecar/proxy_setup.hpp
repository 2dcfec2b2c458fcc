#pragma once

#include <cstdint>
#include <vector>

#include "surgeline/core/chance.hpp"
#include "surgeline/core/endpoint.hpp"
#include "surgeline/scenario/file.hpp"
#include "surgeline/traffic/proxy_options.hpp"

namespace surgeline::sidecar {

/// What a proxy of a file is told when it opens; `dice` are the run's. `upstreams` are the addresses behind it; a proxy with a listener for each of
/// them takes ports that follow one another, if the first is a fixed one.
traffic::proxy_options setup_of(
    const scenario::file& in,
    const scenario::proxy& what,
    const std::vector<endpoint>& upstreams,
    chance dice
);

}  // namespace surgeline::sidecar
