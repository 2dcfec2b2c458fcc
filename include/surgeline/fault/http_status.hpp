#pragma once

#include <optional>
#include <string>

#include "surgeline/config/describe.hpp"
#include "surgeline/fault/answer.hpp"
#include "surgeline/fault/exchange_effect.hpp"

namespace surgeline::fault {

/// The proxy answers itself; the upstream hears nothing.
struct http_status {
  std::uint32_t status = 503;
  std::string body;
  head_fields headers;
  std::optional<duration> retry_after;
  bool marked = true;

  static constexpr auto schema() {
    return config::describe(
        "http_status",
        "The proxy answers itself; the upstream hears nothing of the request.",
        config::required(&http_status::status, "status", "of the answer", {.min = 200, .max = 599}),
        config::optional(&http_status::body, "body", "of the answer"),
        config::optional(&http_status::headers, "headers", "of the answer, with their values"),
        config::optional(
            &http_status::retry_after,
            "retry_after",
            "how long the client should wait; rounded up to seconds"
        ),
        config::optional(
            &http_status::marked,
            "marked",
            "the answer names the fault: `x-surgeline-fault: <id>`"
        )
    );
  }
  void check(config::checker& in) const {
    check_fields(headers, "headers", in);
    if (!body.empty() && (status == 204 || status == 304))
      in.problem("body", "an answer with this status has no body", "remove `body`");
  }

  exchange_effect on_request(const request_context& at) const {
    return {
        .answer = written(
            {.status = status,
             .body = body,
             .fields = &headers,
             .retry_after = retry_after,
             .is_marked = marked},
            at
        )
    };
  }

  bool operator==(const http_status&) const = default;
};

}  // namespace surgeline::fault
