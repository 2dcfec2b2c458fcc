#pragma once

#include <concepts>
#include <string_view>
#include <variant>

#include "surgeline/fault/bandwidth.hpp"
#include "surgeline/fault/blackhole.hpp"
#include "surgeline/fault/cache_flush.hpp"
#include "surgeline/fault/corrupt.hpp"
#include "surgeline/fault/cut.hpp"
#include "surgeline/fault/daemon_crash.hpp"
#include "surgeline/fault/daemon_slow.hpp"
#include "surgeline/fault/daemon_stall.hpp"
#include "surgeline/fault/drop_response.hpp"
#include "surgeline/fault/host_crash.hpp"
#include "surgeline/fault/host_slow.hpp"
#include "surgeline/fault/host_stall.hpp"
#include "surgeline/fault/http_cut.hpp"
#include "surgeline/fault/http_duplicate.hpp"
#include "surgeline/fault/http_hang.hpp"
#include "surgeline/fault/http_keepalive.hpp"
#include "surgeline/fault/http_malformed.hpp"
#include "surgeline/fault/http_quota.hpp"
#include "surgeline/fault/http_rewrite.hpp"
#include "surgeline/fault/http_status.hpp"
#include "surgeline/fault/http_throttle.hpp"
#include "surgeline/fault/latency.hpp"
#include "surgeline/fault/max_connections.hpp"
#include "surgeline/fault/refuse.hpp"
#include "surgeline/fault/reset.hpp"
#include "surgeline/fault/slicer.hpp"
#include "surgeline/fault/slow_accept.hpp"
#include "surgeline/fault/slow_close.hpp"
#include "surgeline/fault/stall.hpp"

namespace surgeline::fault {

/// Every kind of fault: closed, because self-registering objects vanish from static libraries.
using kind = std::variant<
    latency,
    stall,
    bandwidth,
    slicer,
    cut,
    slow_close,
    reset,
    refuse,
    blackhole,
    slow_accept,
    max_connections,
    corrupt,
    drop_response,
    http_status,
    http_hang,
    http_cut,
    http_malformed,
    http_throttle,
    http_rewrite,
    http_quota,
    http_duplicate,
    http_keepalive,
    daemon_stall,
    daemon_slow,
    daemon_crash,
    host_stall,
    host_slow,
    host_crash,
    cache_flush>;

/// What a hook of the kind gives; nothing where the kind has no such hook. `call` is generic, and well formed only for kinds
/// that have it.
template <class Given, class Call>
Given ask(const kind& what, Call call) {
  return std::visit(
      [&]<class K>(const K& one) -> Given {
        if constexpr (std::invocable<Call, const K&>)
          return call(one);
        else
          return {};
      },
      what
  );
}

/// True when it decides by the heads of HTTP exchanges.
bool has_head_hook(const kind& what);
/// True when it acts on HTTP exchanges, so that it means nothing on a tcp proxy.
bool needs_http(const kind& what);
/// True when it acts on connections, and never on what travels.
bool acts_on_connections_only(const kind& what);

/// True when it acts on daemons, so that it is in no plan of a proxy.
bool acts_on_daemons(const kind& what);
/// True when it acts on the replicas of hosts, so that it is in no plan of a proxy either.
bool acts_on_hosts(const kind& what);
/// True when it acts on what proxies carry.
inline bool acts_on_proxies(const kind& what) {
  return !acts_on_daemons(what) && !acts_on_hosts(what);
}

/// How a kind is written: `latency`.
inline std::string_view name_of(const kind& what) {
  return std::visit([]<class K>(const K&) -> std::string_view { return K::schema().name; }, what);
}

}  // namespace surgeline::fault
