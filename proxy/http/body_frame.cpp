#include "surgeline/http/body_frame.hpp"

#include <algorithm>

#include "surgeline/core/letter.hpp"

namespace surgeline::http {
namespace {

constexpr std::uint8_t carriage_return = '\r', line_feed = '\n';

int digit_of(std::uint8_t byte) {
  if (byte >= '0' && byte <= '9') return byte - '0';
  if (byte >= 'a' && byte <= 'f') return byte - 'a' + 10;
  if (byte >= 'A' && byte <= 'F') return byte - 'A' + 10;
  return -1;
}

/// White space, what can be seen, and what is not ASCII.
bool is_text(std::uint8_t byte) {
  constexpr std::uint8_t delete_byte = 0x7F;
  return byte == '\t' || (byte >= ' ' && byte != delete_byte);
}

}  // namespace

body_frame::body_frame(const message_head& head) : left_(head.length) {
  switch (head.framing) {
    case framing::none:
      at_ = place::done;
      break;
    case framing::length:
      at_ = left_ > 0 ? place::data : place::done;
      break;
    case framing::chunked:
      left_ = 0;
      at_ = place::size;
      break;
    case framing::until_close:
      at_ = place::endless;
      break;
  }
}

std::uint64_t body_frame::opaque() const {
  if (at_ == place::endless) return all_bytes;
  return at_ == place::data || at_ == place::chunk ? left_ : 0;
}

void body_frame::skip(std::uint64_t bytes) {
  content_ += bytes;
  if (at_ == place::endless) return;
  left_ -= bytes;
  if (left_ == 0) at_ = at_ == place::data ? place::done : place::chunk_end;
}

std::size_t body_frame::take(std::span<const std::byte> arrived) {
  std::size_t taken = 0;
  while (taken < arrived.size() && !is_done() && !is_broken()) {
    if (const std::uint64_t free = opaque(); free > 0) {
      const auto passes = std::min<std::uint64_t>(free, arrived.size() - taken);
      skip(passes);
      taken += static_cast<std::size_t>(passes);
    } else {
      at_ = step(std::to_integer<std::uint8_t>(arrived[taken++]));
    }
  }
  return taken;
}

bool body_frame::end() {
  if (at_ == place::endless) at_ = place::done;
  return is_done();
}

body_frame::place body_frame::step(std::uint8_t byte) {
  switch (at_) {
    case place::size:
    case place::more_size:
      return step_in_size(byte);
    case place::extension:
      if (byte == carriage_return) return place::size_end;
      return is_text(byte) && ++line_ < longest_line ? place::extension : place::broken;
    case place::size_end:
      return byte == line_feed ? chunk_begins() : place::broken;
    case place::chunk_end:
      return byte == carriage_return ? place::chunk_break : place::broken;
    case place::chunk_break:
      line_ = 0;
      return byte == line_feed ? place::size : place::broken;
    case place::trailer:
      if (byte == carriage_return) return place::last;
      return is_in_token(static_cast<char>(byte)) && ++line_ < longest_trailer ? place::name
                                                                               : place::broken;
    case place::name:
      if (byte == ':') return place::field;
      return is_in_token(static_cast<char>(byte)) && ++line_ < longest_trailer ? place::name
                                                                               : place::broken;
    case place::field:
      if (byte == carriage_return) return place::field_end;
      return is_text(byte) && ++line_ < longest_trailer ? place::field : place::broken;
    case place::field_end:
      return byte == line_feed ? place::trailer : place::broken;
    case place::last:
      return byte == line_feed ? place::done : place::broken;
    case place::data:
    case place::endless:
    case place::chunk:
    case place::done:
    case place::broken:
      break;
  }
  return place::broken;
}

body_frame::place body_frame::step_in_size(std::uint8_t byte) {
  constexpr std::uint32_t most_digits = 15;  // of a number that fits, leading zeros too
  if (const int digit = digit_of(byte); digit >= 0) {
    left_ = (line_ == 0 ? 0 : left_ * 16) + static_cast<std::uint64_t>(digit);
    return ++line_ <= most_digits ? place::more_size : place::broken;
  }
  if (at_ == place::size) return place::broken;
  if (byte == carriage_return) return place::size_end;
  return byte == ';' ? place::extension : place::broken;
}

body_frame::place body_frame::chunk_begins() const {
  return left_ > 0 ? place::chunk : place::trailer;
}

}  // namespace surgeline::http
