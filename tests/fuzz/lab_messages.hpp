#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>

#include "surgeline/lab/message_reader.hpp"

namespace surgeline::fuzz {

/// What a party of the lab makes of bytes that ought to be messages: where each ends.
inline std::string lab_reading_of(std::string_view text, bool requests, std::size_t at_once) {
  constexpr std::size_t most_messages = 64;
  http::head_reader heads(lab::message_reader::most_fields);
  lab::message_reader reader(heads);
  const auto bytes = std::as_bytes(std::span{text});
  std::string story;
  std::size_t begin = 0;
  for (std::size_t messages = 0; messages < most_messages && begin < bytes.size(); ++messages) {
    if (requests)
      reader.expects_request();
    else
      reader.expects_response("GET");
    while (begin < bytes.size() && !reader.is_done() && !reader.is_broken()) {
      const auto piece = bytes.subspan(begin, std::min(at_once, bytes.size() - begin));
      begin += reader.take(piece);
    }
    if (reader.is_broken()) return story + "broken";
    if (!reader.is_done()) return story + (reader.end() ? "ends here" : "incomplete");
    story += "to " + std::to_string(begin) + "; ";
  }
  return story;
}

/// Stops the program when a party of the lab reads the same bytes in two ways.
inline void check_lab_messages(std::string_view text) {
  for (const bool requests : {true, false}) {
    const std::string whole = lab_reading_of(text, requests, text.size() + 1);
    for (const std::size_t at_once : {1U, 3U}) {
      const std::string parts = lab_reading_of(text, requests, at_once);
      if (parts == whole) continue;
      std::fprintf(stderr, "at once: %s\nin parts: %s\n", whole.c_str(), parts.c_str());
      std::abort();
    }
  }
}

}  // namespace surgeline::fuzz
