#pragma once

#include <array>
#include <cstdint>

#include "surgeline/config/describe.hpp"
#include "surgeline/fault/context.hpp"
#include "surgeline/fault/exchange_effect.hpp"

namespace surgeline::fault {

/// What is wrong with a response.
enum class malformation : std::uint8_t { bad_length, bad_chunk, header_flood, no_status, garbage };

/// The upstream acts on the request, and the response that the client gets is none, by RFC 9112. The connection ends behind
/// it, except behind a flood of headers.
struct http_malformed {
  malformation how = malformation::bad_length;

  static constexpr auto schema() {
    return config::describe(
        "http_malformed",
        "The client gets a broken response; the connection ends behind it.",
        config::required(&http_malformed::how, "how", "what is wrong with it")
    );
  }

  exchange_effect on_response(const response_context& at) const;

  bool operator==(const http_malformed&) const = default;
};

}  // namespace surgeline::fault

template <>
inline constexpr auto surgeline::config::names<surgeline::fault::malformation> = std::array{
    named{
        surgeline::fault::malformation::bad_length,
        "bad_length",
        "its head announces a byte more than its body has; 1 where that is not known"
    },
    named{
        surgeline::fault::malformation::bad_chunk,
        "bad_chunk",
        "a chunked body in which a length is no number"
    },
    named{
        surgeline::fault::malformation::header_flood,
        "header_flood",
        "a thousand headers of a hundred bytes more; the connection stays"
    },
    named{surgeline::fault::malformation::no_status, "no_status", "its head lacks the status line"},
    named{surgeline::fault::malformation::garbage, "garbage", "bytes that are not HTTP"},
};
