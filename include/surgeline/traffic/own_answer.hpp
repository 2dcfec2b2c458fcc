#pragma once

#include <string>
#include <string_view>

#include "surgeline/traffic/messages.hpp"

namespace surgeline::traffic {

/// What the proxy itself answers with.
inline constexpr unsigned bad_request = 400, method_not_allowed = 405, request_timeout = 408,
                          content_too_large = 413, fields_too_large = 431, bad_gateway = 502,
                          gateway_timeout = 504, version_not_supported = 505;

/// A whole response that the proxy itself makes; it says so in `x-surgeline-origin: proxy` and closes the connection.
/// `sentence` is its body, left out behind a HEAD request.
std::string own_answer(unsigned status, std::string_view sentence, bool to_head = false);

/// The status that a client is told of a message that cannot be read.
unsigned status_of(bad_message why);

}  // namespace surgeline::traffic
