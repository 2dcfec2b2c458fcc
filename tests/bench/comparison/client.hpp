#pragma once

#include "surgeline/core/endpoint.hpp"
#include "surgeline/net/descriptor.hpp"

namespace surgeline::bench {

/// A connection; blocking, and every call gives up after ten seconds. Throws when there is none to be had.
net::descriptor connect_to(const endpoint& where);

/// The connection was lost, or nobody answers.
[[noreturn]] void give_up(const char* what);

}  // namespace surgeline::bench
