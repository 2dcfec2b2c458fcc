#include "surgeline/net/original_destination.hpp"

#include <netinet/in.h>
#include <sys/socket.h>

namespace surgeline::net {
namespace {

/// The same number for both families, in headers of netfilter that clash with those of the C library.
constexpr int so_original_dst = 80;

}  // namespace

std::optional<address> original_destination(int socket) {
  const endpoint here = address::local(socket).to_endpoint();
  // Of an IPv4 client on a listener of IPv6 too, the kernel knows it under IPv4 alone.
  for (const int level : {IPPROTO_IP, IPPROTO_IPV6}) {
    address meant;
    if (getsockopt(socket, level, so_original_dst, meant.data(), &meant.size()) != 0) continue;
    if (meant.to_endpoint() == here) return std::nullopt;
    return meant;
  }
  return std::nullopt;
}

}  // namespace surgeline::net
