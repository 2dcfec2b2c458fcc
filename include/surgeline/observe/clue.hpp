#pragma once

#include <array>
#include <cstdint>

#include "surgeline/config/describe.hpp"

namespace surgeline::observe {

/// What a request may have about it that tells attempts of one logical request; the most trusted first.
enum class clue : std::uint8_t {
  envoy_attempt_count,
  amz_sdk_request,
  grpc_previous_attempts,
  idempotency_key,
  request_id,
  trace,
  fingerprint,
};

/// The clues that are read unless a file lists others, in order of trust: all but the fingerprint.
inline constexpr std::array default_clues{
    clue::envoy_attempt_count,
    clue::amz_sdk_request,
    clue::grpc_previous_attempts,
    clue::idempotency_key,
    clue::request_id,
    clue::trace,
};

}  // namespace surgeline::observe

template <>
inline constexpr auto surgeline::config::names<surgeline::observe::clue> = std::array{
    named{
        surgeline::observe::clue::envoy_attempt_count,
        "x-envoy-attempt-count",
        "Envoy counts the attempts"
    },
    named{
        surgeline::observe::clue::amz_sdk_request,
        "amz-sdk-request",
        "AWS SDKs count the attempts, and `amz-sdk-invocation-id` names their request"
    },
    named{
        surgeline::observe::clue::grpc_previous_attempts,
        "grpc-previous-rpc-attempts",
        "gRPC counts the attempts"
    },
    named{
        surgeline::observe::clue::idempotency_key,
        "idempotency-key",
        "one key, method and target"
    },
    named{surgeline::observe::clue::request_id, "x-request-id", "one id, method and target"},
    named{
        surgeline::observe::clue::trace,
        "trace",
        "one `traceparent` trace, method and target, after a failure"
    },
    named{
        surgeline::observe::clue::fingerprint,
        "fingerprint",
        "one client, method, target and body, after a failure"
    },
};
