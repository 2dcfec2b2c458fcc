#include "surgeline/core/endpoint.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace surgeline {

namespace {

// sockaddr_un has 108 bytes: a path needs its closing NUL, an abstract name its leading one.
constexpr std::size_t longest_unix_name = 107;
constexpr std::size_t longest_host = 253;

/// What parsing found out: an endpoint, or why there is none.
struct outcome {
  std::optional<endpoint> found;
  std::string why;
};

outcome refusal(std::string why) { return {std::nullopt, std::move(why)}; }

std::string quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

template <class Address>
bool is_address(int family, std::string_view text) {
  Address ignored{};
  return inet_pton(family, std::string(text).c_str(), &ignored) == 1;
}

bool is_v6(std::string_view text) {
  return is_address<in6_addr>(AF_INET6, text.substr(0, text.find('%')));
}

outcome parse_unix(std::string_view text) {
  const std::string_view rest = text.substr(std::string_view("unix:").size());
  const bool abstract = rest.starts_with('@');
  const std::string_view name = abstract ? rest.substr(1) : rest;
  if (name.empty() || name == "/")
    return refusal(quoted(text) + " names no socket; write unix:/path or unix:@name");
  if (!abstract && !name.starts_with('/')) {
    return refusal(
        quoted(text) + " is not an absolute path; write unix:/" + std::string(name) +
        ", or unix:@" + std::string(name) + " for an abstract name"
    );
  }
  if (name.find('\0') != name.npos) return refusal("a unix address cannot hold a NUL byte");
  if (name.size() > longest_unix_name) {
    return refusal(
        "the name of a unix socket has at most " + std::to_string(longest_unix_name) +
        " bytes, this one has " + std::to_string(name.size()) +
        "; use a shorter directory or an abstract name (unix:@name)"
    );
  }
  const auto kind = abstract ? endpoint::family::unix_abstract : endpoint::family::unix_path;
  return {endpoint{kind, std::string(name), 0}, {}};
}

/// Empty when `host` can be one; else what is wrong with it.
std::string fault_of_host(std::string_view host, std::string_view port) {
  const std::string after = ":" + std::string(port);
  if (host.empty() || host == "*") {
    return "names no host; write 127.0.0.1" + after + " (this machine only) or 0.0.0.0" + after +
           " (every interface)";
  }
  if (host.size() > longest_host) return "has a host name of more than 253 characters";
  if (host.find_first_not_of("0123456789.") == host.npos) {
    return is_address<in_addr>(AF_INET, host)
               ? ""
               : "has a host that is no IPv4 address; write four numbers 0 to 255";
  }
  const auto belongs = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_';
  };
  const auto odd = std::find_if_not(host.begin(), host.end(), belongs);
  if (odd == host.end()) return "";
  if (static_cast<unsigned char>(*odd) < 0x21 || static_cast<unsigned char>(*odd) > 0x7e) {
    return "has a host with a space or a character outside ASCII";
  }
  return "has a host with " + quoted({&*odd, 1}) +
         "; a host has letters, digits, `-`, `_` and dots";
}

std::optional<std::uint16_t> port_of(std::string_view digits) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return port;
}

outcome with_port(std::string_view text, std::string_view host, std::string_view digits) {
  if (digits.empty())
    return refusal(quoted(text) + " has no port; write " + std::string(text) + "8080");
  const auto port = port_of(digits);
  if (!port)
    return refusal(
        quoted(digits) + " in " + quoted(text) + " is no port; write a number 0 to 65535"
    );
  return {endpoint{endpoint::family::tcp, std::string(host), *port}, {}};
}

outcome parse_bracketed(std::string_view text) {
  const auto close = text.find(']');
  if (close == text.npos)
    return refusal(quoted(text) + " lacks the closing bracket; write [::1]:8080");
  const std::string_view host = text.substr(1, close - 1);
  if (!is_v6(host))
    return refusal(
        quoted(host) + " in " + quoted(text) + " is no IPv6 address; only those take brackets"
    );
  const std::string_view rest = text.substr(close + 1);
  if (!rest.starts_with(':'))
    return refusal(quoted(text) + " has no port; write [" + std::string(host) + "]:8080");
  return with_port(text, host, rest.substr(1));
}

outcome parse_any(std::string_view text) {
  if (text.empty())
    return refusal("the address is empty; write host:port, [v6]:port, unix:/path or unix:@name");
  if (text.starts_with("unix:")) return parse_unix(text);
  if (text.starts_with('[')) return parse_bracketed(text);
  if (const auto scheme = text.find("://"); scheme != text.npos) {
    return refusal(
        quoted(text) + " is a URL; write host:port without " +
        std::string(text.substr(0, scheme + 3))
    );
  }
  if (text.starts_with('/'))
    return refusal(quoted(text) + " is a path; write unix:" + std::string(text));
  if (text.starts_with('@'))
    return refusal(quoted(text) + " is no address; write unix:" + std::string(text));
  const auto colon = text.rfind(':');
  if (colon == text.npos)
    return refusal(quoted(text) + " has no port; write " + std::string(text) + ":8080");
  const std::string_view host = text.substr(0, colon);
  const std::string_view port = text.substr(colon + 1);
  if (host.find(':') != host.npos) {
    return refusal(
        quoted(text) + " has several colons; write an IPv6 address in brackets, like [::1]:8080"
    );
  }
  if (const std::string fault = fault_of_host(host, port); !fault.empty())
    return refusal(quoted(text) + " " + fault);
  return with_port(text, host, port);
}

}  // namespace

std::optional<endpoint> endpoint::parse(std::string_view text, std::string* why) {
  outcome read = parse_any(text);
  if (!read.found && why != nullptr) *why = std::move(read.why);
  return std::move(read.found);
}

std::string endpoint::text() const {
  switch (kind) {
    case family::unix_path:
      return "unix:" + host;
    case family::unix_abstract:
      return "unix:@" + host;
    case family::tcp:
      break;
  }
  const std::string name = host.find(':') == host.npos ? host : "[" + host + "]";
  return name + ":" + std::to_string(port);
}

bool endpoint::is_local() const {
  in_addr v4{};
  in6_addr v6{};
  if (kind != family::tcp || host == "localhost") return true;
  if (inet_pton(AF_INET, host.c_str(), &v4) == 1) return ntohl(v4.s_addr) >> 24 == IN_LOOPBACKNET;
  return inet_pton(AF_INET6, host.c_str(), &v6) == 1 && IN6_IS_ADDR_LOOPBACK(&v6) != 0;
}

}  // namespace surgeline
