#pragma once

#include "surgeline/config/decode.hpp"
#include "surgeline/config/schema_value.hpp"
#include "surgeline/scenario/policy.hpp"

namespace surgeline::config {

/// A word of `retry_on`, or the status of an answer.
template <>
struct codec<resilience::cause> {
  static bool read(const value& from, resilience::cause& into, reader& in);
  static value write(const resilience::cause& from);
  static std::string type_name();
  static value json_schema();
};

/// A duration, or `"p95"`.
template <>
struct codec<resilience::hedge_delay> {
  static bool read(const value& from, resilience::hedge_delay& into, reader& in);
  static value write(const resilience::hedge_delay& from);
  static std::string type_name() { return "duration > 0s, or a quantile `p50` to `p99`"; }
  static value json_schema();
};

}  // namespace surgeline::config
