#pragma once

#include "surgeline/http/body_frame.hpp"
#include "surgeline/http/bytes_as_text.hpp"
#include "surgeline/http/message_head.hpp"

/// HTTP messages, as this layer calls them.
namespace surgeline::traffic {

using http::all_bytes;
using http::bad_message;
using http::body_frame;
using http::framing;
using http::head_reader;
using http::head_scan;
using http::message_head;
using http::text_of;

}  // namespace surgeline::traffic
