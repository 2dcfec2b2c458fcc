#include <fmt/format.h>

#include <algorithm>

#include "check.hpp"
#include "surgeline/core/contains.hpp"
#include "surgeline/scenario/arming.hpp"
#include "surgeline/scenario/blueprint.hpp"

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

/// A mix is of HTTP requests.
void check_mixes(const reading& of) {
  for (const route& way : load_routes(of.values)) {
    const load& one = of.values.loads[way.load];
    if (one.mix.empty() || speaks_http(of.values, way)) continue;
    of.problem(
        {"load", way.load, "mix"},
        fmt::format("load `{}` makes no HTTP requests: nothing on its way speaks HTTP", one.id),
        "let it go through a proxy with protocol = \"http\""
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
  if (of.is_sound({"load"})) check_mixes(of);
}

}  // namespace surgeline::scenario
