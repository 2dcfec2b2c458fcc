#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "surgeline/config/value.hpp"
#include "surgeline/core/endpoint.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/net/failure.hpp"

namespace surgeline::admin {

/// What a sidecar answered to a call of its control API.
struct control_reply {
  unsigned status = 0;
  std::optional<config::value> body;  ///< absent where it is no JSON

  bool is_good() const { return status / 100 == 2 && body; }
};

/// Calls the control API of a sidecar, with the key that the environment has in SURGELINE_KEY if it has one, and waits
/// `patience` at most; empty with a sentence in `why` when nothing came back.
std::optional<control_reply> call_control(
    const endpoint& control,
    const std::string& method,
    const std::string& path,
    std::string body,
    net::failure& why,
    duration patience = std::chrono::seconds{5}
);

}  // namespace surgeline::admin
