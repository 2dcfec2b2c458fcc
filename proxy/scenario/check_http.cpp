#include <fmt/format.h>

#include <algorithm>

#include "check.hpp"
#include "surgeline/core/contains.hpp"
#include "surgeline/scenario/arming.hpp"

/// What needs HTTP must be where HTTP is.
namespace surgeline::scenario {
namespace {

bool speaks_http(const proxy& one) { return one.protocol == protocol::http; }

/// A fault that acts on requests needs a proxy that reads them; it may pass over others that it does not name.
void check_protocol(const reading& of, std::size_t index) {
  const fault& one = of.values.faults[index];
  if (!needs_http(one)) return;
  const auto meant = [&](const proxy& before) { return is_target(one, before); };
  const auto& all = of.values.proxies;
  const bool somewhere =
      std::ranges::any_of(all, [&](const proxy& x) { return meant(x) && speaks_http(x); });
  for (const proxy& before : all) {
    if (!meant(before) || speaks_http(before)) continue;
    const bool named = contains(one.target.proxy, before.id);
    if (somewhere && !named) continue;
    of.problem(
        {"fault", index, "kind"},
        fmt::format("fault `{}` acts on HTTP requests, and proxy `{}` is tcp", one.id, before.id),
        "add protocol = \"http\" to the proxy"
    );
    return;
  }
}

/// A route must be one of some proxy's that the fault is for.
void check_routes(const reading& of, std::size_t index) {
  const fault& one = of.values.faults[index];
  std::vector<std::string> known{std::string{other_route}};
  for (const proxy& before : of.values.proxies) {
    if (!is_target(one, before)) continue;
    for (const http_route& each : before.routes) known.push_back(each.id);
  }
  for (const std::string& wanted : one.target.who.route) {
    if (contains(known, wanted)) continue;
    of.problem(
        {"fault", index, "target", "route"},
        fmt::format("no proxy that it is for has a route `{}`", wanted),
        suggestion(wanted, known)
    );
  }
}

}  // namespace

void check_http(const reading& of) {
  if (!of.is_sound({"fault", "proxy", "service"})) return;
  for (std::size_t i = 0; i < of.values.faults.size(); ++i) {
    check_protocol(of, i);
    check_routes(of, i);
  }
  for (std::size_t i = 0; i < of.values.proxies.size(); ++i) {
    const proxy& one = of.values.proxies[i];
    if (!speaks_http(one) || !one.upstream.service) continue;
    of.problem(
        {"proxy", i, "protocol"},
        fmt::format("the lab service behind proxy `{}` does not speak HTTP yet", one.id),
        "remove `protocol`, or give the addresses of a server of yours"
    );
  }
}

}  // namespace surgeline::scenario
