#include "surgeline/sidecar/proxy_setup.hpp"

#include "surgeline/scenario/endpoint_choice.hpp"

namespace surgeline::sidecar {
namespace {

std::vector<endpoint> listeners_of(const scenario::proxy& what, std::size_t upstreams) {
  const endpoint first = what.listen.value_or(endpoint{.host = "127.0.0.1"});
  std::vector<endpoint> all(what.each == scenario::fan::endpoint ? upstreams : 1, first);
  for (std::size_t i = 0; first.port != 0 && i < all.size(); ++i) {
    all[i].port = static_cast<std::uint16_t>(first.port + i);
  }
  return all;
}

}  // namespace

traffic::proxy_options setup_of(
    const scenario::proxy& what,
    const std::vector<endpoint>& upstreams,
    chance dice
) {
  const auto count = static_cast<std::uint32_t>(upstreams.size());
  return {
      .id = what.id,
      .listen = listeners_of(what, upstreams.size()),
      .upstream = upstreams,
      .choose = scenario::endpoint_choice(what, count, dice),
      .connect_timeout = what.upstream.connect_timeout,
      .buffer_limit = what.limits.buffer.bytes,
      .max_connections = what.limits.connections
  };
}

}  // namespace surgeline::sidecar
