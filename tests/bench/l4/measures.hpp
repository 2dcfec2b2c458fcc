#pragma once

#include "bench/comparison/contest.hpp"
#include "bench/l4/contestants.hpp"

namespace surgeline::bench {

/// CPU per small request on that many connections.
result measure_requests(const circumstances& at, std::size_t connections);
/// CPU per gigabyte on that many connections.
result measure_bulk(const circumstances& at, std::size_t connections);
/// CPU per new connection.
result measure_visits(const circumstances& at);
/// What a proxy adds to the time of a request.
result measure_latency(const circumstances& at);
/// Memory of the user's that an idle connection holds.
result measure_memory(const circumstances& at);
/// How exact an armed latency is, beside a bare sleeper.
result measure_delay(const circumstances& at);
/// CPU per request that an armed latency holds up.
result measure_delayed_requests(const circumstances& at);
/// System calls and instructions per request: the same on every machine.
result measure_calls(const circumstances& at);
result measure_instructions(const circumstances& at);

}  // namespace surgeline::bench
