#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

#include "surgeline/http/message_head.hpp"

namespace surgeline::http {

/// As many bytes of a body as there are.
inline constexpr std::uint64_t all_bytes = std::numeric_limits<std::uint64_t>::max();

/// Counts a body's bytes as they pass and knows where it ends. Nothing is buffered, and nothing is read but what says how long a
/// chunk is; that strictly: `1*HEXDIG [;extension] CRLF`, the data, CRLF, and trailer fields behind the last chunk (RFC 9112 §7.1).
class body_frame {
 public:
  /// A longer line with the size of a chunk, and more bytes of trailer fields, break it.
  static constexpr std::uint32_t longest_line = 4096, longest_trailer = 65'536;

  /// Nothing is expected.
  body_frame() = default;
  explicit body_frame(const message_head& head);

  /// Takes what belongs to the body from the front of what has come; says how many bytes that was.
  std::size_t take(std::span<const std::byte> arrived);
  /// So many bytes may pass without being looked at.
  std::uint64_t opaque() const;
  /// They have.
  void skip(std::uint64_t bytes);
  /// The connection it came on has ended; true when that is how it ends.
  bool end();

  bool is_done() const { return at_ == place::done; }
  bool is_broken() const { return at_ == place::broken; }
  /// Bytes of content so far, without what frames it.
  std::uint64_t content() const { return content_; }

 private:
  /// Where in the body the next byte is.
  enum class place : std::uint8_t {
    data,         // of a known length
    endless,      // until the connection ends
    size,         // of a chunk: its first digit
    more_size,    // of a chunk: another digit, or what ends it
    extension,    // behind the size
    size_end,     // LF behind the size
    chunk,        // of a known length
    chunk_end,    // CR behind the data
    chunk_break,  // LF behind the data
    trailer,      // the first byte of a trailer line
    name,         // of a trailer field
    field,        // the rest of a trailer line
    field_end,    // LF behind a trailer line
    last,         // LF of the empty line
    done,
    broken,
  };
  place step(std::uint8_t byte);
  place step_in_size(std::uint8_t byte);
  place chunk_begins() const;

  std::uint64_t left_ = 0;  // of the data or the chunk
  std::uint64_t content_ = 0;
  std::uint32_t line_ = 0;  // bytes of the line, or of the trailer
  place at_ = place::done;
};

}  // namespace surgeline::http
