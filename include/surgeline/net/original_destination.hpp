#pragma once

#include <optional>

#include "surgeline/net/address.hpp"

namespace surgeline::net {

/// Where the client of an accepted TCP socket meant to connect, before the kernel redirected it to the listener
/// (`SO_ORIGINAL_DST`); nothing if it was not redirected.
std::optional<address> original_destination(int socket);

}  // namespace surgeline::net
