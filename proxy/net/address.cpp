#include "surgeline/net/address.hpp"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/un.h>

#include <cstddef>
#include <cstring>
#include <memory>

namespace surgeline::net {
namespace {

constexpr std::size_t path_offset = offsetof(sockaddr_un, sun_path);

std::optional<address> unix_address(const endpoint& named, failure& why) {
  const bool abstract = named.kind == endpoint::family::unix_abstract;
  // A path ends in a zero byte; an abstract name begins with one and ends with its length.
  if (named.host.empty() || named.host.size() + 1 > sizeof(sockaddr_un::sun_path)) {
    why = {
        std::make_error_code(std::errc::filename_too_long),
        named.text() + " does not fit: a unix socket's name has 1 to 107 bytes"
    };
    return std::nullopt;
  }
  address result;
  auto* const raw = reinterpret_cast<sockaddr_un*>(result.data());
  raw->sun_family = AF_UNIX;
  std::memcpy(raw->sun_path + (abstract ? 1 : 0), named.host.data(), named.host.size());
  result.size() = static_cast<socklen_t>(path_offset + 1 + named.host.size());
  return result;
}

using answers = std::unique_ptr<addrinfo, decltype(&freeaddrinfo)>;

/// All the resolver knows, or null with the reason.
answers ask_resolver(const endpoint& named, failure& why) {
  const addrinfo hints{.ai_flags = AI_PASSIVE | AI_NUMERICSERV, .ai_socktype = SOCK_STREAM};
  const char* host = named.host.empty() ? nullptr : named.host.c_str();
  if (named.host == "localhost") host = "127.0.0.1";  // RFC 6761: that name is nobody's to define
  addrinfo* list = nullptr;
  if (const int error = getaddrinfo(host, std::to_string(named.port).c_str(), &hints, &list)) {
    why = {
        std::make_error_code(std::errc::address_not_available),
        "cannot resolve `" + named.host + "`: " + gai_strerror(error)
    };
  }
  return {list, freeaddrinfo};
}

}  // namespace

std::optional<address> address::resolve(const endpoint& named, failure& why) {
  if (named.kind != endpoint::family::tcp) return unix_address(named, why);
  const answers all = ask_resolver(named, why);
  if (!all) return std::nullopt;
  // A name is often an IPv6 address first, with nobody there: IPv4 is what people mean if there is any.
  const addrinfo* chosen = all.get();
  for (const addrinfo* one = all.get(); one != nullptr; one = one->ai_next) {
    if (one->ai_family != AF_INET) continue;
    chosen = one;
    break;
  }
  address result;
  std::memcpy(result.data(), chosen->ai_addr, chosen->ai_addrlen);
  result.size() = chosen->ai_addrlen;
  return result;
}

address address::local(int socket) {
  address result;
  if (getsockname(socket, result.data(), &result.size()) != 0) return {};
  return result;
}

address address::peer(int socket) {
  address result;
  if (getpeername(socket, result.data(), &result.size()) != 0) return {};
  return result;
}

std::string address::host() const {
  char text[INET6_ADDRSTRLEN] = "";
  if (family() == AF_INET) {
    inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in&>(storage_).sin_addr, text, sizeof text);
  } else if (family() == AF_INET6) {
    const in6_addr& raw = reinterpret_cast<const sockaddr_in6&>(storage_).sin6_addr;
    // A listener on [::] sees IPv4 clients as ::ffff:a.b.c.d; they are the same clients.
    if (IN6_IS_ADDR_V4MAPPED(&raw))
      inet_ntop(AF_INET, &raw.s6_addr[12], text, sizeof text);
    else
      inet_ntop(AF_INET6, &raw, text, sizeof text);
  }
  return text;
}

endpoint address::to_endpoint() const {
  endpoint result;
  if (family() == AF_INET || family() == AF_INET6) {
    result.host = host();
    result.port = ntohs(
        family() == AF_INET ? reinterpret_cast<const sockaddr_in&>(storage_).sin_port
                            : reinterpret_cast<const sockaddr_in6&>(storage_).sin6_port
    );
  } else if (family() == AF_UNIX) {
    const char* const path = reinterpret_cast<const sockaddr_un&>(storage_).sun_path;
    const std::size_t length = size_ > path_offset ? size_ - path_offset : 0;
    const bool abstract = length > 0 && path[0] == '\0';
    result.kind = abstract ? endpoint::family::unix_abstract : endpoint::family::unix_path;
    result.host =
        abstract ? std::string(path + 1, length - 1) : std::string(path, strnlen(path, length));
  }
  return result;
}

}  // namespace surgeline::net
