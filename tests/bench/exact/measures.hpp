#pragma once

#include "bench/exact/check.hpp"
#include "bench/exact/laws.hpp"

namespace surgeline::bench {

/// A latency of 100 ms under requests on that many connections.
finding measure_latency(std::size_t connections, bool quick);
/// A mebibyte through a latency of 100 ms: later bytes share the wait.
finding measure_overlap(bool quick);
/// A bandwidth of `rate` under `bytes`, which should be met to within `tolerance` (a share).
finding measure_bandwidth(double rate, std::size_t bytes, double tolerance);
/// Delays that follow a law: each as it was drawn, and all of them as the law's closed form says.
finding measure_law(const law& of, bool quick);

}  // namespace surgeline::bench
