#pragma once

#include <string_view>

#include "surgeline/scenario/proxy.hpp"

namespace surgeline::scenario {

/// What a file says in place of an address where each connection of a proxy is to go where its client meant to go, before the
/// kernel redirected it to the proxy.
inline constexpr std::string_view captured_word = "original_dst";

/// The same as an endpoint: one without a port, which nobody can write.
inline endpoint captured_upstream() { return {.host = std::string{captured_word}}; }

inline bool is_captured(const upstream& of) {
  return of.endpoints.size() == 1 && of.endpoints.front() == captured_upstream();
}

}  // namespace surgeline::scenario
