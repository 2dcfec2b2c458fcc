#pragma once

#include <optional>
#include <string>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/endpoint.hpp"
#include "surgeline/scenario/proxy.hpp"

namespace surgeline::admin {

/// A proxy that the native API is asked to make.
struct proxy_request {
  std::string id;
  endpoint listen;
  endpoint upstream;
  scenario::protocol protocol = scenario::protocol::tcp;
  bool open = true;

  static constexpr auto schema() {
    return config::describe(
        "proxy_request",
        "A proxy that lives until it is deleted, or the sidecar ends.",
        config::required(&proxy_request::id, "id", "its name", {.not_empty = true}),
        config::required(
            &proxy_request::listen,
            "listen",
            "where clients connect; port 0: any that is free",
            {.any_port = true}
        ),
        config::required(&proxy_request::upstream, "upstream", "where connections go"),
        config::optional(&proxy_request::protocol, "protocol", "what it speaks"),
        config::optional(&proxy_request::open, "open", "whether somebody listens there")
    );
  }
};

/// What is to change of a proxy; what is absent stays.
struct proxy_change {
  std::optional<endpoint> listen, upstream;
  std::optional<bool> open;

  static constexpr auto schema() {
    return config::describe(
        "proxy_change",
        "What is to change of a proxy; what is absent stays. Closing one ends its connections.",
        config::optional(
            &proxy_change::listen,
            "listen",
            "where clients connect; not of one of the file",
            {.any_port = true}
        ),
        config::optional(
            &proxy_change::upstream,
            "upstream",
            "where connections go; not of one of the file"
        ),
        config::optional(&proxy_change::open, "open", "whether somebody listens there")
    );
  }
};

}  // namespace surgeline::admin
