#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace surgeline {

/// One address of an upstream or a listener: `host:port`, `[v6]:port`, `unix:/path` or `unix:@abstract`.
struct endpoint {
  enum class family { tcp, unix_path, unix_abstract };
  family kind = family::tcp;
  std::string host;  ///< name or address without brackets; the path or the abstract name for unix
  std::uint16_t port = 0;  ///< tcp only; 0 = any free one, listeners only

  /// Reads one of the four forms; on failure empty, with the reason in `why` when given.
  static std::optional<endpoint> parse(std::string_view text, std::string* why = nullptr);
  /// The form it was read from.
  std::string text() const;
  /// True when nobody on another machine can reach it: a loopback address, or a unix socket.
  bool is_local() const;
  auto operator<=>(const endpoint&) const = default;
};

}  // namespace surgeline
