#include "surgeline/sidecar/proxy_setup.hpp"

#include "surgeline/scenario/arming.hpp"
#include "surgeline/scenario/endpoint_choice.hpp"
#include "surgeline/scenario/upstream_list.hpp"

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

/// How it speaks HTTP; nothing if it does not.
std::optional<traffic::http_options> http_of(const scenario::proxy& what) {
  if (what.protocol != scenario::protocol::http) return std::nullopt;
  traffic::http_options made;
  const scenario::limits& limits = what.limits;
  made.longest_head = limits.head.bytes;
  made.most_fields = limits.headers;
  if (limits.body) made.largest_body = limits.body->bytes;
  made.head_timeout = limits.head_timeout;
  made.idle_timeout = limits.idle_timeout;
  made.exchange_timeout = limits.exchange_timeout.value_or(forever);
  made.allows_connect = what.allow_connect;
  for (const scenario::http_route& one : what.routes) {
    made.routes.push_back({one.id, one.deadline.value_or(forever)});
  }
  made.routes.push_back({std::string{scenario::other_route}});
  if (!what.routes.empty()) {
    made.route_of = [table = scenario::http_routes(what.routes)](const request_head& head) {
      return table.route_of(head);
    };
  }
  made.observes = what.observe.enabled;
  made.window = what.observe.window;
  if (!what.identify_attempts.empty()) made.clues = what.identify_attempts;
  made.clients = observe::client_groups(what.clients);
  return made;
}

/// Names are looked up by whoever calls, and only then can be said where they lead.
std::function<bool(const endpoint&, const net::address&)> may_call_in(const scenario::file& in) {
  if (in.safety.allow_upstream.empty()) return {};
  return [allowed = scenario::upstream_list(in.safety.allow_upstream
          )](const endpoint& named, const net::address& at) {
    return allowed.allows(named, at.host());
  };
}

}  // namespace

traffic::proxy_options setup_of(
    const scenario::file& in,
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
      .max_connections = what.limits.connections,
      .control = scenario::control_group_of(in, dice),
      .http = http_of(what),
      .may_call = what.upstream.service ? nullptr : may_call_in(in)
  };
}

}  // namespace surgeline::sidecar
