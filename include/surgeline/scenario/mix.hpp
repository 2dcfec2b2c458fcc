#pragma once

#include <optional>
#include <string>

#include "surgeline/config/describe.hpp"
#include "surgeline/fault/head_edit.hpp"

namespace surgeline::scenario {

/// The bytes of a file that a scenario names.
struct file_bytes {
  std::string path;
  std::string bytes;
  bool operator==(const file_bytes&) const = default;
};

/// One sort of HTTP request that a load makes.
struct mix_entry {
  double weight = 1;
  std::string method = "GET";
  std::string path = "/";
  surgeline::fault::head_fields headers;
  std::optional<std::string> body;
  std::optional<file_bytes> body_file;
  bool idempotency_key = false;

  static constexpr auto schema() {
    return config::describe(
        "request",
        "One sort of HTTP request that a load makes where its proxy speaks HTTP.",
        config::optional(
            &mix_entry::weight,
            "weight",
            "how often, beside the others",
            {.max = 1e6, .above = 0}
        ),
        config::optional(&mix_entry::method, "method", "in capitals", {.not_empty = true}),
        config::optional(
            &mix_entry::path,
            "path",
            "with the query; `{n}` is the number of the logical request, `{uuid}` an id of its own",
            {.not_empty = true}
        ),
        config::optional(
            &mix_entry::headers,
            "headers",
            "beside `host`, `x-request-id`, `x-envoy-attempt-count` and what frames the body"
        ),
        config::optional(&mix_entry::body, "body", "of the request"),
        config::optional(&mix_entry::body_file, "body_file", "a file with the body"),
        config::optional(
            &mix_entry::idempotency_key,
            "idempotency_key",
            "each logical request has an `idempotency-key` of its own, the same in all attempts"
        )
    );
  }
  void check(config::checker& in) const;
  /// What travels behind the head.
  const std::string& content() const {
    static const std::string nothing;
    return body ? *body : body_file ? body_file->bytes : nothing;
  }
  bool operator==(const mix_entry&) const = default;
};

}  // namespace surgeline::scenario
