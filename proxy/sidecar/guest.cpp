#include "surgeline/sidecar/guest.hpp"

#include <fmt/format.h>

#include <charconv>
#include <string_view>

namespace surgeline::sidecar {
namespace {

/// Every address of the machine, of both families.
constexpr std::string_view anywhere = "::";

std::optional<std::uint16_t> port_of(std::string_view digits) {
  std::uint16_t port = 0;
  if (digits.empty()) return port;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (error != std::errc{} || end != digits.data() + digits.size()) return {};
  return port;
}

}  // namespace

std::optional<endpoint> listen_address(const std::string& text, std::string& why) {
  const std::string_view all = text.empty() ? ":0" : std::string_view{text};
  const auto refuse = [&](std::string_view what, std::string_view reason) {
    why = fmt::format("address {}: {}", what, reason);
    return std::optional<endpoint>{};
  };
  const auto colon = all.rfind(':');
  if (colon == all.npos) return refuse(all, "missing port in address");
  std::string_view host = all.substr(0, colon);
  const std::string_view digits = all.substr(colon + 1);
  if (host.starts_with('[')) {
    if (!host.ends_with(']')) return refuse(all, "missing ']' in address");
    host = host.substr(1, host.size() - 2);
  } else if (host.find(':') != host.npos) {
    return refuse(all, "too many colons in address");
  }
  const auto port = port_of(digits);
  if (!port) return refuse(digits, "invalid port");
  if (host.empty() || host == "0.0.0.0") host = anywhere;
  return endpoint{.host = std::string{host}, .port = *port};
}

endpoint upstream_address(const std::string& text) {
  return endpoint::parse(text).value_or(endpoint{.host = text});
}

guest not_open(const guest_request& asked) {
  return {
      .name = asked.name,
      .listen = asked.listen,
      .upstream = asked.upstream,
      .enabled = false,
      .protocol = asked.protocol
  };
}

scenario::proxy as_written(const guest& from, const endpoint& at) {
  return {
      .id = from.name,
      .listen = at,
      .upstream = {.endpoints = {upstream_address(from.upstream)}},
      .protocol = from.protocol
  };
}

}  // namespace surgeline::sidecar
