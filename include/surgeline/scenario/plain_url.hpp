#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "surgeline/core/endpoint.hpp"

namespace surgeline::scenario {

/// An `http://host:port/path` taken apart.
struct plain_url {
  endpoint at;
  std::string path;

  /// Empty when it is none; without a port it is 80, without a path `/`.
  static std::optional<plain_url> parse(std::string_view text) {
    constexpr std::string_view scheme = "http://";
    if (!text.starts_with(scheme)) return {};
    text.remove_prefix(scheme.size());
    const auto slash = text.find('/');
    std::string where{text.substr(0, slash)};
    if (where.find(':', where.find(']') == where.npos ? 0 : where.find(']')) == where.npos)
      where += ":80";
    const auto at = endpoint::parse(where);
    if (!at || at->kind != endpoint::family::tcp) return {};
    return plain_url{*at, slash == text.npos ? "/" : std::string{text.substr(slash)}};
  }
  bool operator==(const plain_url&) const = default;
};

}  // namespace surgeline::scenario
