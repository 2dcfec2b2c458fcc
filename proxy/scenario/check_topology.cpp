#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "check.hpp"
#include "surgeline/scenario/blueprint.hpp"

namespace surgeline::scenario {
namespace {

/// More loads would have to share the addresses of their clients.
constexpr std::size_t most_loads = 200;
/// More connections of all clients together are more than a machine has memory for.
constexpr std::uint64_t most_connections = 1'000'000;

bool is_wildcard(const endpoint& of) {
  return of.host == "0.0.0.0" || of.host == "::" || of.host == "*";
}

/// True when two listeners cannot both be had.
bool clash(const endpoint& one, const endpoint& other) {
  if (one.kind != other.kind) return false;
  if (one.kind != endpoint::family::tcp) return one.host == other.host;
  const bool same_host = one.host == other.host || is_wildcard(one) || is_wildcard(other);
  return one.port != 0 && one.port == other.port && same_host;
}

void check_listener(const reading& of, std::size_t index) {
  const auto& proxies = of.values.proxies;
  const proxy& one = proxies[index];
  if (!one.listen) return;
  const auto before = std::find_if(
      proxies.begin(),
      proxies.begin() + static_cast<std::ptrdiff_t>(index),
      [&](const proxy& other) { return other.listen && clash(*other.listen, *one.listen); }
  );
  if (before != proxies.begin() + static_cast<std::ptrdiff_t>(index)) {
    of.problem(
        {"proxy", index, "listen"},
        fmt::format("proxy `{}` already listens on {}", before->id, before->listen->text()),
        "give each proxy its own address"
    );
  }
  if (std::ranges::find(one.upstream.endpoints, *one.listen) != one.upstream.endpoints.end()) {
    of.problem(
        {"proxy", index, "upstream"},
        fmt::format("proxy `{}` would call itself: it listens on {}", one.id, one.listen->text()),
        "let it listen somewhere else"
    );
  }
  const bool fixed = one.listen->kind != endpoint::family::tcp || one.listen->port != 0;
  if (one.each == fan::endpoint && fixed) {
    of.problem(
        {"proxy", index, "listen"},
        fmt::format(
            "`each = \"endpoint\"` makes several listeners, not one on {}",
            one.listen->text()
        ),
        "listen on port 0, or remove `each`"
    );
  }
}

/// A proxy between loads and a service must see their calls, and be the only one between them.
void check_callers(const reading& of) {
  const file& all = of.values;
  std::map<std::pair<std::string, std::string>, std::string> pairs;
  for (std::size_t i = 0; i < all.proxies.size(); ++i) {
    const proxy& one = all.proxies[i];
    for (std::size_t j = 0; j < one.from.size(); ++j) {
      const std::string& load_id = one.from[j];
      if (!one.upstream.service) {
        of.problem(
            {"proxy", i, "from", j},
            fmt::format("no load calls proxy `{}`, whose upstream is an address", one.id),
            "`from` needs a lab service behind the proxy: upstream = { service = \"…\" }"
        );
        continue;
      }
      const auto caller = std::ranges::find(all.loads, load_id, &load::id);
      if (caller == all.loads.end()) continue;
      if (caller->to != *one.upstream.service && caller->to != one.id) {
        of.problem(
            {"proxy", i, "from", j},
            fmt::format(
                "load `{}` calls `{}`, not `{}`, so proxy `{}` would see none of its calls",
                load_id,
                caller->to,
                *one.upstream.service,
                one.id
            ),
            "remove it, or change `to` of the load"
        );
        continue;
      }
      const auto [first, is_new] = pairs.emplace(std::pair{load_id, *one.upstream.service}, one.id);
      if (is_new) continue;
      of.problem(
          {"proxy", i, "from", j},
          fmt::format(
              "calls from `{}` to `{}` already go through proxy `{}`",
              load_id,
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
    if (through == all.proxies.end() || through->upstream.service) continue;
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
  for (const route& way : routes(all)) {
    const clients& who = all.loads[way.load].clients;
    const std::uint64_t connections =
        std::uint64_t{who.count} * who.connections_per_client * way.endpoints;
    if (connections <= most_connections) continue;
    of.problem(
        {"load", way.load, "clients"},
        fmt::format("load `{}` would make {} connections", all.loads[way.load].id, connections),
        fmt::format(
            "at most {}: fewer clients, connections_per_client or replicas",
            most_connections
        )
    );
  }
}

}  // namespace

void check_topology(const reading& of) {
  if (!of.is_sound({"proxy"})) return;
  for (std::size_t i = 0; i < of.values.proxies.size(); ++i) check_listener(of, i);
  if (!of.is_sound({"load"})) return;
  check_callers(of);
  check_ways(of);
  if (of.is_sound({"service"})) check_numbers(of);
}

}  // namespace surgeline::scenario
