#pragma once

#include "bench/comparison/circumstances.hpp"
#include "bench/comparison/result.hpp"

namespace surgeline::bench {

/// How long the control and telemetry listeners take to answer while a thousand connections carry traffic.
result measure_answers(const circumstances& at);
/// What being read once a second costs the proxy.
result measure_scrapes(const circumstances& at);

}  // namespace surgeline::bench
