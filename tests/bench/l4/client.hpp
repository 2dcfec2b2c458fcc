#pragma once

#include <cstddef>
#include <vector>

#include "surgeline/core/endpoint.hpp"
#include "surgeline/net/descriptor.hpp"

namespace surgeline::bench {

/// Bytes of a request, and of its answer.
inline constexpr std::size_t request_size = 128;

/// A connection; blocking, and every call gives up after ten seconds. Throws when there is none to be had.
net::descriptor connect_to(const endpoint& where);

/// Sends a request.
void ask(int fd);
/// Takes a whole answer, waiting for it; throws when none comes.
void hear(int fd);
/// Takes an answer if there is one; throws when the connection is lost.
bool hear_now(int fd);

/// That many connections, each through to the upstream: an answer has come back on it.
std::vector<net::descriptor> connect_all(const endpoint& where, std::size_t count);

/// The connection was lost, or nobody answers.
[[noreturn]] void give_up(const char* what);

}  // namespace surgeline::bench
