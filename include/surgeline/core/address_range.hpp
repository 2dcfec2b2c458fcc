#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace surgeline {

/// Addresses that begin alike: `10.0.0.0/8`, `fd00::/8`, or one alone: `127.0.0.1`, `::1`.
class address_range {
 public:
  /// Empty with a sentence in `why` (when given) if the text is none, or if bits beyond the prefix are set.
  static std::optional<address_range> parse(std::string_view text, std::string* why = nullptr);

  /// True when it holds this numeric address; false for anything else. An IPv4 address is never in an IPv6 range.
  bool holds(std::string_view address) const;

  bool operator==(const address_range&) const = default;

 private:
  bool is_v4_ = true;
  std::array<std::uint8_t, 16> bytes_{};  ///< the first four of them for IPv4
  unsigned prefix_ = 0;                   ///< bits that count
};

}  // namespace surgeline
