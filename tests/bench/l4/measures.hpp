#pragma once

#include <string_view>
#include <vector>

#include "bench/l4/comparison.hpp"
#include "bench/l4/result.hpp"

namespace surgeline::bench {

/// What every measure is told.
struct circumstances {
  cpus where;
  bool quick = false;  ///< fewer and shorter rounds: a look, not a figure

  /// One of the two, as time allows.
  template <class T>
  T either(T thorough, T brief) const {
    return quick ? brief : thorough;
  }
  /// Everything on one CPU: no wake-up crosses to another, which costs more than any proxy does.
  cpus together() const { return {where.proxies, where.proxies}; }
};

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
