#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "surgeline/config/describe.hpp"
#include "surgeline/fault/context.hpp"
#include "surgeline/fault/exchange_effect.hpp"
#include "surgeline/fault/head_edit.hpp"

namespace surgeline::fault {

/// How a connection that a client would use again is spoilt for it.
enum class broken_keepalive : std::uint8_t { close_silently, close_header, extra_bytes };

/// A response is whole, and the connection behind it is no good for the next request.
struct http_keepalive {
  broken_keepalive how = broken_keepalive::close_silently;

  static constexpr auto schema() {
    return config::describe(
        "http_keepalive",
        "A response is whole, and its connection no good for the next request.",
        config::required(&http_keepalive::how, "how", "what is wrong with it")
    );
  }

  exchange_effect on_response(const response_context& at) const {
    switch (how) {
      case broken_keepalive::close_silently:
        return {.closes = true};
      case broken_keepalive::close_header:
        return {.head = edited(at.raw, {.set = {{"Connection", "close"}}}), .closes = true};
      case broken_keepalive::extra_bytes:
        return {.extra = "bytes that nobody asked for\r\n\r\n"};
    }
    return {};
  }

  bool operator==(const http_keepalive&) const = default;
};

}  // namespace surgeline::fault

template <>
inline constexpr auto surgeline::config::names<surgeline::fault::broken_keepalive> = std::array{
    named{
        surgeline::fault::broken_keepalive::close_silently,
        "close_silently",
        "it is closed, and the response did not say so"
    },
    named{
        surgeline::fault::broken_keepalive::close_header,
        "close_header",
        "the response says `Connection: close`, and it is closed"
    },
    named{
        surgeline::fault::broken_keepalive::extra_bytes,
        "extra_bytes",
        "bytes follow that belong to no response"
    },
};
