#pragma once

#include <cstddef>
#include <string>

#include "surgeline/config/value.hpp"
#include "surgeline/sidecar/sidecar.hpp"

namespace surgeline::sidecar {

// What a page shows of a sidecar, in parts that change differently often: `state_of` says the same at ten times the cost,
// which on a thousand proxies is too much for each second.

/// Who calls whom: every proxy, those that are open first, with the callers that its file names and the daemons that it waits
/// for. Its number is `layout_mark`.
config::array layout_of(const sidecar& of);
/// Differs when `layout_of` does, and is had at a hundredth of its cost.
std::size_t layout_mark(const sidecar& of);

/// What the proxies have counted, as JSON: a row for each open one, in the order of the layout, of active connections, bytes to
/// the upstream, bytes to the client, bytes held, exchanges that are over, that failed, attempts, logical requests, good ones, and
/// the state of each client group's breaker as one letter (`c` closed, `o` open, `h` half open, `u` unknown).
std::string counts_of(const sidecar& of);

/// How long exchanges took so far, as JSON: the upper `bounds` of buckets in seconds, and a row for each open proxy, in the order
/// of the layout: how many exchanges fell into each bucket as its clients waited, then for each upstream, without what faults
/// added. Buckets are written as `[place,count,…]`, empty ones not at all; of a proxy that does not speak HTTP nothing.
std::string latency_of(const sidecar& of);

/// The rest, as `GET /v1/state` says it: faults, lease, run, daemons; the phases that the run has been in too.
config::table moment_of(const sidecar& of);

}  // namespace surgeline::sidecar
