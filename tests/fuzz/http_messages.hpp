#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>

#include "surgeline/http/body_frame.hpp"
#include "surgeline/http/message_head.hpp"

namespace surgeline::fuzz {

/// What a strict reader makes of bytes that ought to be messages, one behind the other: where each head and body ends.
inline std::string reading_of(std::string_view text, bool requests, std::size_t at_once) {
  constexpr std::size_t most_fields = 64, most_messages = 64;
  http::head_reader reader(most_fields);
  std::string story;
  std::size_t begin = 0;
  for (std::size_t messages = 0; messages < most_messages && begin < text.size(); ++messages) {
    http::head_scan scan;
    std::optional<std::size_t> end;
    for (std::size_t size = 0; !end && !scan.is_malformed() && begin + size < text.size();) {
      size = std::min(size + at_once, text.size() - begin);
      end = scan.end_of(text.substr(begin, size));
    }
    if (scan.is_malformed()) return story + "malformed";
    if (!end) return story + "incomplete";
    const std::string_view raw = text.substr(begin, *end);
    http::bad_message why{};
    const auto* const head = requests ? reader.request(raw, why) : reader.response(raw, "GET", why);
    if (head == nullptr) return story + "refused " + std::to_string(static_cast<int>(why));
    begin += *end;
    story += "head to " + std::to_string(begin);
    http::body_frame body(*head);
    while (begin < text.size() && !body.is_done() && !body.is_broken()) {
      const std::string_view piece = text.substr(begin, at_once);
      begin += body.take(std::as_bytes(std::span{piece}));
    }
    if (body.is_broken()) return story + ", broken";
    story += ", body to " + std::to_string(begin) + (body.is_done() ? "; " : " so far; ");
    if (!body.is_done()) break;
  }
  return story;
}

/// Stops the program when the same bytes are read in two ways: at once, byte by byte, or in threes.
inline void check_http_messages(std::string_view text) {
  for (const bool requests : {true, false}) {
    const std::string whole = reading_of(text, requests, text.size() + 1);
    for (const std::size_t at_once : {1U, 3U}) {
      const std::string parts = reading_of(text, requests, at_once);
      if (parts == whole) continue;
      std::fprintf(stderr, "at once: %s\nin parts: %s\n", whole.c_str(), parts.c_str());
      std::abort();
    }
  }
}

}  // namespace surgeline::fuzz
