#pragma once

#include <string>
#include <system_error>

#include "surgeline/net/address.hpp"
#include "surgeline/net/descriptor.hpp"

namespace surgeline::net {

/// How many connections are accepted before others get their turn.
inline constexpr int accept_batch = 64;

/// Takes one connection from a listener's backlog, non-blocking; empty with `error` (EAGAIN: nobody waits).
descriptor accept(int listener, address& from, std::error_code& error);

/// Begins to connect, non-blocking and with TCP_NODELAY: when the socket becomes writable, `pending_error` says what came
/// of it. Empty with `error` when it failed at once; EAGAIN is a unix listener whose backlog is full: try again later.
/// `source` is the local address to come from; its port is chosen late, so that it is not used up.
descriptor dial(const address& to, std::error_code& error, const address* source = nullptr);

/// The error that waits on a socket (SO_ERROR), which this takes away.
std::error_code pending_error(int socket);

/// Who is on the other side, as an identity: the IP address, or `uid:1000` on a unix socket.
std::string peer_identity(int socket, const address& from);

/// Closes with a real RST and drops what was not sent yet. A unix socket knows no RST: the other side reads an end, or
/// ECONNRESET if it had sent something that was never read.
void hard_reset(descriptor socket);

/// True when the process or the machine has no descriptor or no memory left for one more socket.
bool is_exhaustion(std::error_code error);

/// The calling thread's `errno` as a value.
std::error_code last_error();

}  // namespace surgeline::net
