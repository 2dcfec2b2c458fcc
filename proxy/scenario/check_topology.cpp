#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <optional>

#include "check.hpp"
#include "surgeline/core/contains.hpp"
#include "surgeline/scenario/blueprint.hpp"
#include "surgeline/scenario/captured.hpp"

namespace surgeline::scenario {
namespace {

/// More loads would have to share the addresses of their clients.
constexpr std::size_t most_loads = 200;
/// More connections of all clients together are more than a machine has memory for.
constexpr std::uint64_t most_connections = 1'000'000;

bool is_wildcard(const endpoint& of) {
  return of.host == "0.0.0.0" || of.host == "::" || of.host == "*";
}

/// The ports of a proxy's listeners, or its unix address.
struct listener_range {
  endpoint first;
  std::size_t count;

  bool is_tcp() const { return first.kind == endpoint::family::tcp; }
  std::size_t last_port() const { return first.port + count - 1; }
  /// True when it wants an address that another one wants too.
  bool clashes(const listener_range& other) const {
    if (first.kind != other.first.kind) return false;
    if (!is_tcp()) return first.host == other.first.host;
    const bool fixed = first.port != 0 && other.first.port != 0;
    const bool ports = first.port <= other.last_port() && other.first.port <= last_port();
    const bool hosts =
        first.host == other.first.host || is_wildcard(first) || is_wildcard(other.first);
    return fixed && ports && hosts;
  }
};

std::optional<listener_range> listeners_of(const reading& of, const proxy& one) {
  if (!one.listen) return {};
  return listener_range{*one.listen, std::max<std::size_t>(1, listeners(of.values, one))};
}

bool has_lab_callers(const file& of, const proxy& one) {
  const auto names_it = [&](const auto& caller) { return caller.to == one.id; };
  const auto is_lab = [&](const load& caller) { return caller.is_ours() && names_it(caller); };
  return !one.from.empty() || std::ranges::any_of(of.loads, is_lab) ||
         std::ranges::any_of(of.services, [&](const service& each) {
           return std::ranges::any_of(each.calls, names_it);
         });
}

void check_listener(const reading& of, std::size_t index) {
  const auto& proxies = of.values.proxies;
  const proxy& one = proxies[index];
  const auto mine = listeners_of(of, one);
  if (!mine) return;
  for (std::size_t i = 0; i < index; ++i) {
    const auto other = listeners_of(of, proxies[i]);
    if (!other || !mine->clashes(*other)) continue;
    of.problem(
        {"proxy", index, "listen"},
        fmt::format("proxy `{}` already listens on {}", proxies[i].id, one.listen->text()),
        "give each proxy its own address"
    );
    break;
  }
  if (contains(one.upstream.endpoints, *one.listen)) {
    of.problem(
        {"proxy", index, "upstream"},
        fmt::format("proxy `{}` would call itself: it listens on {}", one.id, one.listen->text()),
        "let it listen somewhere else"
    );
  }
  const bool fits = mine->is_tcp() ? mine->last_port() <= 65535 : mine->count == 1;
  if (fits) return;
  of.problem(
      {"proxy", index, "listen"},
      fmt::format(
          "`each = \"endpoint\"` makes {} listeners, which do not fit on {}",
          mine->count,
          one.listen->text()
      ),
      "listen on port 0, or remove `each`"
  );
}

/// Where nothing is redirected, nobody comes who meant to go elsewhere.
void check_capture(const reading& of, std::size_t index) {
  const proxy& one = of.values.proxies[index];
  if (!is_captured(one.upstream)) return;
  const auto problem = [&](const std::string& what, const std::string& remedy) {
    of.problem({"proxy", index, "upstream"}, what, remedy);
  };
  if (one.listen && one.listen->kind != endpoint::family::tcp) {
    problem(
        fmt::format(
            "only TCP is redirected, and proxy `{}` listens on {}",
            one.id,
            one.listen->text()
        ),
        "let it listen on 127.0.0.1 or 0.0.0.0, with a port"
    );
  }
  if (of.what_for == purpose::run || of.what_for == purpose::sim) {
    problem(
        fmt::format("a run redirects nobody, so proxy `{}` would not know where to go", one.id),
        "name an address; or `serve` the file behind a redirection, and drive that with --target"
    );
  }
}

void check_labels(const reading& of, std::size_t index) {
  const proxy& one = of.values.proxies[index];
  const std::size_t there = endpoints(of.values, one), labels = one.upstream.labels.size();
  if (labels == 0 || there == 0 || labels == there) return;
  of.problem(
      {"proxy", index, "upstream", "labels"},
      fmt::format("proxy `{}` has {} labels for {} endpoints", one.id, labels, there),
      "one for each, in their order"
  );
}

/// Lab clients come from IPv4 addresses of their own, which is how a proxy knows who is who in both engines.
void check_identities(const reading& of) {
  for (std::size_t i = 0; i < of.values.proxies.size(); ++i) {
    const proxy& one = of.values.proxies[i];
    if (!one.listen || !has_lab_callers(of.values, one)) continue;
    const bool ipv4 = one.listen->kind == endpoint::family::tcp &&
                      one.listen->host.find(':') == std::string::npos;
    if (ipv4) continue;
    of.problem(
        {"proxy", i, "listen"},
        fmt::format(
            "those who call proxy `{}` cannot be told apart on {}",
            one.id,
            one.listen->text()
        ),
        "let it listen on an IPv4 address, such as 127.0.0.1:0"
    );
  }
}

/// What a load or a service calls: services and proxies; nothing for who is neither.
std::vector<std::string> called_by(const file& of, const std::string& caller) {
  std::vector<std::string> all;
  const auto from = std::ranges::find(of.loads, caller, &load::id);
  if (from != of.loads.end()) all.push_back(from->to);
  const auto by = std::ranges::find(of.services, caller, &service::id);
  if (by == of.services.end()) return all;
  for (const service_call& made : by->calls) all.push_back(made.to);
  return all;
}

/// False with a problem when a proxy would see no call of one whom its `from` names.
bool sees_calls(const reading& of, std::size_t index, std::size_t j) {
  const file& all = of.values;
  const proxy& one = all.proxies[index];
  const std::string& caller = one.from[j];
  if (!one.upstream.service) {
    of.problem(
        {"proxy", index, "from", j},
        fmt::format("nobody calls proxy `{}`, whose upstream is an address", one.id),
        "`from` needs a lab service behind the proxy: upstream = { service = \"…\" }"
    );
    return false;
  }
  const bool is_load = contains(ids_of(of, "load").ids, caller);
  if (!is_load && !contains(ids_of(of, "service").ids, caller)) return false;
  const auto called = called_by(all, caller);
  if (contains(called, *one.upstream.service) || contains(called, one.id)) return true;
  of.problem(
      {"proxy", index, "from", j},
      fmt::format(
          "{} `{}` calls {}, not `{}`, so proxy `{}` would see none of its calls",
          is_load ? "load" : "service",
          caller,
          called.empty() ? "nobody" : fmt::format("`{}`", fmt::join(called, "`, `")),
          *one.upstream.service,
          one.id
      ),
      is_load ? "remove it, or change `to` of the load" : "remove it, or add to its `calls`"
  );
  return false;
}

/// A proxy between callers and a service must see their calls, and be the only one between them.
void check_callers(const reading& of) {
  const file& all = of.values;
  std::map<std::pair<std::string, std::string>, std::string> pairs;
  for (std::size_t i = 0; i < all.proxies.size(); ++i) {
    const proxy& one = all.proxies[i];
    for (std::size_t j = 0; j < one.from.size(); ++j) {
      if (!sees_calls(of, i, j)) continue;
      const auto [first, is_new] =
          pairs.emplace(std::pair{one.from[j], *one.upstream.service}, one.id);
      if (is_new) continue;
      of.problem(
          {"proxy", i, "from", j},
          fmt::format(
              "calls from `{}` to `{}` already go through proxy `{}`",
              one.from[j],
              *one.upstream.service,
              first->second
          ),
          "one proxy at most for a pair"
      );
    }
  }
}

void check_ways(const reading& of) {
  const file& all = of.values;
  for (std::size_t i = 0; i < all.loads.size(); ++i) {
    const load& one = all.loads[i];
    const auto through = std::ranges::find(all.proxies, one.to, &proxy::id);
    if (!one.is_ours() || through == all.proxies.end() || through->upstream.service) continue;
    of.problem(
        {"load", i, "to"},
        fmt::format("load `{}` goes to proxy `{}`, whose upstream is an address", one.id, one.to),
        "a lab load needs a lab service behind the proxy: upstream = { service = \"…\" }"
    );
  }
}

void check_numbers(const reading& of) {
  const file& all = of.values;
  if (all.loads.size() > most_loads) {
    of.problem(
        {"load", most_loads},
        fmt::format("the file has {} loads", all.loads.size()),
        fmt::format("at most {}: each has its own addresses for its clients", most_loads)
    );
  }
  if (all.services.empty()) return;
  for (const route& way : load_routes(all)) {
    const std::uint64_t made = connections(all, way);
    if (made <= most_connections) continue;
    of.problem(
        {"load", way.load, "clients"},
        fmt::format("load `{}` would make {} connections", all.loads[way.load].id, made),
        fmt::format(
            "at most {}: fewer clients, connections_per_client or replicas",
            most_connections
        )
    );
  }
}

}  // namespace

void check_topology(const reading& of) {
  if (!of.is_sound({"proxy", "service"})) return;
  for (std::size_t i = 0; i < of.values.proxies.size(); ++i) {
    check_listener(of, i);
    check_labels(of, i);
    check_capture(of, i);
  }
  if (!of.is_sound({"load"})) return;
  check_callers(of);
  check_identities(of);
  check_ways(of);
  check_numbers(of);
}

}  // namespace surgeline::scenario
