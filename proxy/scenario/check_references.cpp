#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "check.hpp"
#include "surgeline/scenario/arming.hpp"

namespace surgeline::scenario {
namespace {

template <class T>
std::vector<std::string> ids(const std::vector<T>& of) {
  std::vector<std::string> all;
  for (const T& one : of) all.push_back(one.id);
  return all;
}

std::vector<std::string> both(
    std::vector<std::string> first,
    const std::vector<std::string>& second
) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

bool among(const std::string& id, const std::vector<std::string>& known) {
  return std::ranges::find(known, id) != known.end();
}

/// A reference to one of `known`, which are called `what`.
void resolve(
    const reading& of,
    std::initializer_list<config::step> at,
    const std::string& id,
    std::string_view what,
    const std::vector<std::string>& known
) {
  if (id.empty() || among(id, known)) return;
  of.problem(
      at,
      fmt::format("there is no {} `{}`", what, id),
      known.empty() ? fmt::format("the file has no {}", what) : suggestion(id, known)
  );
}

/// Services, proxies and loads share one namespace; ids of other tables are unique in theirs, which the reader has checked.
void check_shared_names(const reading& of) {
  std::map<std::string, std::string_view> taken;
  const auto claim = [&](const std::string& id, std::string_view table, std::size_t index) {
    const auto [first, is_new] = taken.emplace(id, table);
    if (is_new || first->second == table) return;
    of.problem(
        {table, index, "id"},
        fmt::format("`{}` is already the name of a {}", id, first->second),
        "services, proxies and loads share one namespace: rename one of them"
    );
  };
  const file& all = of.values;
  for (std::size_t i = 0; i < all.services.size(); ++i) claim(all.services[i].id, "service", i);
  for (std::size_t i = 0; i < all.proxies.size(); ++i) claim(all.proxies[i].id, "proxy", i);
  for (std::size_t i = 0; i < all.loads.size(); ++i) claim(all.loads[i].id, "load", i);
}

void check_proxies(const reading& of) {
  const file& all = of.values;
  std::map<std::string, std::string> listeners;
  std::map<std::pair<std::string, std::string>, std::string> pairs;
  for (std::size_t i = 0; i < all.proxies.size(); ++i) {
    const proxy& one = all.proxies[i];
    if (one.upstream.service) {
      resolve(
          of,
          {"proxy", i, "upstream", "service"},
          *one.upstream.service,
          "service",
          ids(all.services)
      );
    }
    for (std::size_t j = 0; j < one.from.size(); ++j) {
      resolve(of, {"proxy", i, "from", j}, one.from[j], "load", ids(all.loads));
      if (!one.upstream.service) continue;
      const auto [first, is_new] =
          pairs.emplace(std::pair{one.from[j], *one.upstream.service}, one.id);
      if (!is_new) {
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
    const bool fixed_port =
        one.listen && (one.listen->kind != endpoint::family::tcp || one.listen->port != 0);
    if (!fixed_port) continue;
    const auto [first, is_new] = listeners.emplace(one.listen->text(), one.id);
    if (!is_new) {
      of.problem(
          {"proxy", i, "listen"},
          fmt::format("proxy `{}` already listens on {}", first->second, first->first),
          "give each proxy its own address"
      );
    }
  }
}

void check_loads(const reading& of) {
  const file& all = of.values;
  for (std::size_t i = 0; i < all.loads.size(); ++i) {
    const load& one = all.loads[i];
    resolve(
        of,
        {"load", i, "to"},
        one.to,
        "service or proxy",
        both(ids(all.services), ids(all.proxies))
    );
    if (one.policy) resolve(of, {"load", i, "policy"}, *one.policy, "policy", ids(all.policies));
    const auto through = std::ranges::find(all.proxies, one.to, &proxy::id);
    if (through != all.proxies.end() && !through->upstream.service) {
      of.problem(
          {"load", i, "to"},
          fmt::format("load `{}` goes to proxy `{}`, whose upstream is an address", one.id, one.to),
          "a lab load needs a lab service behind the proxy: upstream = { service = \"…\" }"
      );
    }
  }
}

void check_faults(const reading& of) {
  const file& all = of.values;
  for (std::size_t i = 0; i < all.faults.size(); ++i) {
    const fault& one = all.faults[i];
    for (std::size_t j = 0; j < one.target.proxy.size(); ++j) {
      resolve(of, {"fault", i, "target", "proxy"}, one.target.proxy[j], "proxy", ids(all.proxies));
    }
    if (all.proxies.empty())
      of.problem(
          {"fault", i},
          fmt::format("fault `{}` has no proxy to act on", one.id),
          "add a [[proxy]]"
      );
    for (std::size_t j = 0; one.during && j < one.during->size(); ++j) {
      resolve(of, {"fault", i, "during", j}, (*one.during)[j], "phase", ids(all.phases));
    }
  }
  for (std::size_t i = 0; i < all.expect_hits.size(); ++i) {
    resolve(of, {"expect_hits", i, "fault"}, all.expect_hits[i].fault, "fault", ids(all.faults));
  }
}

}  // namespace

void check_references(const reading& of) {
  check_shared_names(of);
  check_proxies(of);
  check_loads(of);
  check_faults(of);
}

}  // namespace surgeline::scenario
