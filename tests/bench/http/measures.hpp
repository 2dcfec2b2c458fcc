#pragma once

#include "bench/comparison/contest.hpp"

namespace surgeline::bench {

/// CPU per small request on that many connections; with an id in each request, which observing has to read.
result measure_requests(const circumstances& at, std::size_t connections);
result measure_requests_with_id(const circumstances& at);
/// CPU per response with a body of that size.
result measure_16k(const circumstances& at);
result measure_1m(const circumstances& at);
/// CPU per new connection for one request.
result measure_visits(const circumstances& at);
/// What a proxy adds to the time of a request.
result measure_latency(const circumstances& at);
/// Memory of the user's that an idle connection holds.
result measure_memory(const circumstances& at);
/// System calls and instructions per request: the same on every machine.
result measure_calls(const circumstances& at);
result measure_instructions(const circumstances& at);

}  // namespace surgeline::bench
