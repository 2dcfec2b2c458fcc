#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "surgeline/core/request_head.hpp"

namespace surgeline::http {

/// How a reader finds the end of a body (RFC 9112 §6.3).
enum class framing : std::uint8_t {
  none,         ///< there is no body
  length,       ///< so many bytes
  chunked,      ///< each piece says how long it is
  until_close,  ///< all there is until the connection ends
};

/// What is wrong with a message, by what a client is told of it.
enum class bad_message : std::uint8_t {
  malformed,  ///< 400: not HTTP, or it could be read in two ways
  too_large,  ///< 431: the head, or the number of its fields
  version,    ///< 505: not HTTP/1.0 or HTTP/1.1
};

/// What the head of a request or a response says; a view of its bytes and of the reader's memory.
struct message_head {
  std::string_view raw;             ///< all of it, with its empty line
  std::string_view method, target;  ///< of a request
  unsigned status = 0;              ///< of a response
  std::span<const header_field> fields;
  http::framing framing = framing::none;
  std::uint64_t length = 0;       ///< of the body, with `framing::length`
  bool keeps_alive = true;        ///< the connection may carry another message
  bool upgrades = false;          ///< `Connection: upgrade`
  bool expects_continue = false;  ///< `Expect: 100-continue`

  request_head request() const { return {.method = method, .target = target, .fields = fields}; }
};

/// Finds the end of a head as its bytes come in, line by line, each looked at once. A line that ends in anything but CRLF, one
/// that continues another (obs-fold), and a NUL are malformed: other readers might see something else in them.
class head_scan {
 public:
  /// `bytes` are all that have come of the head so far. Gives its size with the empty line, or nothing while it is not complete.
  std::optional<std::size_t> end_of(std::string_view bytes);
  bool is_malformed() const { return malformed_; }

 private:
  std::uint32_t line_ = 0;  // where the line begins that is not complete yet
  bool malformed_ = false;
};

/// Reads heads strictly: whatever two readers might understand in two ways is refused. One serves all connections of a worker,
/// one head at a time, and keeps its memory.
class head_reader {
 public:
  explicit head_reader(std::size_t most_fields) : most_fields_(most_fields) {}

  /// Reads a complete head; null when it is not one, `why` says which sort. What it gives is valid until the next call.
  const message_head* request(std::string_view raw, bad_message& why);
  /// The same for a response; there is no body behind the answer to a HEAD request, or to a CONNECT that succeeded.
  const message_head* response(std::string_view raw, std::string_view to_method, bad_message& why);

 private:
  template <bool IsRequest>
  class parser;

  std::size_t most_fields_;
  std::vector<header_field> fields_;
  message_head head_;
};

}  // namespace surgeline::http
