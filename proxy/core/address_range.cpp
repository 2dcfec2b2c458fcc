#include "surgeline/core/address_range.hpp"

#include <arpa/inet.h>

#include <charconv>

namespace surgeline {
namespace {

/// An address as bytes, in the order of the network.
struct numeric {
  bool is_v4 = true;
  std::array<std::uint8_t, 16> bytes{};
};

std::optional<numeric> parse_address(std::string_view text) {
  const std::string whole(text.substr(0, text.find('%')));
  numeric read;
  if (inet_pton(AF_INET, whole.c_str(), read.bytes.data()) == 1) return read;
  read.is_v4 = false;
  if (inet_pton(AF_INET6, whole.c_str(), read.bytes.data()) == 1) return read;
  return {};
}

/// The bits of one byte that lie within a prefix.
std::uint8_t mask_of(unsigned prefix, unsigned byte) {
  const unsigned begin = byte * 8;
  if (prefix >= begin + 8) return 0xff;
  if (prefix <= begin) return 0;
  return static_cast<std::uint8_t>(0xff00U >> (prefix - begin));
}

std::optional<unsigned> parse_prefix(std::string_view digits, unsigned most) {
  unsigned prefix = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), prefix);
  const bool whole = error == std::errc{} && end == digits.data() + digits.size();
  return whole && prefix <= most ? std::optional{prefix} : std::nullopt;
}

std::optional<address_range> refuse(std::string* why, std::string_view text, const char* because) {
  if (why != nullptr) *why = "`" + std::string(text) + "` " + because;
  return {};
}

}  // namespace

std::optional<address_range> address_range::parse(std::string_view text, std::string* why) {
  const auto slash = text.find('/');
  const auto address = parse_address(text.substr(0, slash));
  if (!address) return refuse(why, text, "is no address range");
  const unsigned most = address->is_v4 ? 32 : 128;
  std::optional<unsigned> prefix = most;
  if (slash != text.npos) prefix = parse_prefix(text.substr(slash + 1), most);
  if (!prefix) return refuse(why, text, "has a prefix that is no number of its bits");
  address_range made;
  made.is_v4_ = address->is_v4;
  made.bytes_ = address->bytes;
  made.prefix_ = *prefix;
  for (unsigned i = 0; i < most / 8; ++i) {
    if ((made.bytes_[i] & ~mask_of(*prefix, i) & 0xff) != 0)
      return refuse(why, text, "has bits beyond its prefix");
  }
  return made;
}

bool address_range::holds(std::string_view address) const {
  const auto read = parse_address(address);
  if (!read || read->is_v4 != is_v4_) return false;
  for (unsigned i = 0; i * 8 < prefix_; ++i) {
    if (((read->bytes[i] ^ bytes_[i]) & mask_of(prefix_, i)) != 0) return false;
  }
  return true;
}

}  // namespace surgeline
