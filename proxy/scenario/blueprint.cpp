#include "surgeline/scenario/blueprint.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "surgeline/core/contains.hpp"

namespace surgeline::scenario {
namespace {

template <class T>
std::optional<std::size_t> index_of(const std::vector<T>& all, const std::string& id) {
  const auto found = std::ranges::find(all, id, &T::id);
  if (found == all.end()) return {};
  return static_cast<std::size_t>(found - all.begin());
}

/// The way from a caller to what it names, a service or a proxy.
route way_to(const file& from, const std::string& caller, const std::string& to) {
  route way;
  if (const auto named = index_of(from.proxies, to)) {
    way.proxy = named;
    way.service =
        index_of(from.services, from.proxies[*named].upstream.service.value_or("")).value_or(0);
  } else {
    way.service = index_of(from.services, to).value_or(0);
    for (std::size_t p = 0; p < from.proxies.size(); ++p) {
      const proxy& one = from.proxies[p];
      if (one.upstream.service == to && contains(one.from, caller)) way.proxy = p;
    }
  }
  const bool sees_all = !way.proxy || from.proxies[*way.proxy].each == fan::endpoint;
  way.endpoints = sees_all ? from.services[way.service].replicas : 1;
  return way;
}

void follow(const file& from, route& way) {
  if (const policy* of = policy_of(from, way)) way.balance = of->balance;
}

/// Jobs of `wanted` that one request on a route means.
double jobs_on(const file& from, const route& way, std::size_t wanted, bool at_most) {
  double below = way.service == wanted ? 1 : 0;
  for (const route& next : routes(from)) {
    if (!next.by || next.by->service != way.service) continue;
    const service_call& made = from.services[way.service].calls[next.by->entry];
    below += made.times * made.share.part * jobs_on(from, next, wanted, at_most);
  }
  return below * (at_most ? most_attempts(from, way) : 1);
}

}  // namespace

std::vector<route> load_routes(const file& from) {
  std::vector<route> all;
  for (std::size_t i = 0; i < from.loads.size(); ++i) {
    if (!from.loads[i].is_ours()) continue;
    route way = way_to(from, from.loads[i].id, from.loads[i].to);
    way.load = i;
    follow(from, way);
    all.push_back(way);
  }
  return all;
}

std::vector<route> routes(const file& from) {
  std::vector<route> all = load_routes(from);
  for (std::size_t i = 0; i < from.services.size(); ++i) {
    const service& caller = from.services[i];
    for (std::size_t entry = 0; entry < caller.calls.size(); ++entry) {
      route way = way_to(from, caller.id, caller.calls[entry].to);
      way.by = calling{i, entry};
      follow(from, way);
      all.push_back(way);
    }
  }
  return all;
}

std::vector<route> routes_to(const file& from, std::size_t service) {
  std::vector<route> all = routes(from);
  std::erase_if(all, [service](const route& way) { return way.service != service; });
  return all;
}

namespace {

const policy* policy_called(const file& from, const std::optional<std::string>& id) {
  if (!id) return nullptr;
  const auto found = std::ranges::find(from.policies, *id, &policy::id);
  return found == from.policies.end() ? nullptr : &*found;
}

}  // namespace

const policy* policy_of(const file& from, const load& of) { return policy_called(from, of.policy); }

const policy* policy_of(const file& from, const route& way) {
  if (!way.by) return policy_of(from, from.loads[way.load]);
  return policy_called(from, from.services[way.by->service].calls[way.by->entry].policy);
}

clients clients_of(const file& from, const route& way) {
  if (!way.by) return from.loads[way.load].clients;
  return {.count = from.services[way.by->service].replicas};
}

const std::string& caller_id(const file& from, const route& way) {
  return way.by ? from.services[way.by->service].id : from.loads[way.load].id;
}

bool speaks_http(const file& from, const route& way) {
  return way.proxy && from.proxies[*way.proxy].protocol == protocol::http;
}

std::uint64_t connections(const file& from, const route& way) {
  const clients who = clients_of(from, way);
  return std::uint64_t{who.count} * who.connections_per_client * way.endpoints;
}

std::string client_address(std::size_t load, std::uint32_t client) {
  const std::uint32_t number = client + 1;
  return fmt::format("127.{}.{}.{}", 16 + load % 200, number >> 8 & 0xff, number & 0xff);
}

std::string client_address(const route& way, std::uint32_t client) {
  if (!way.by) return client_address(way.load, client);
  constexpr std::size_t services_per_octet = 64, octets = 39;
  const std::size_t service = way.by->service;
  const std::size_t number = (service % services_per_octet) << 10 | ((client + 1) & 0x3ff);
  return fmt::format(
      "127.{}.{}.{}",
      216 + service / services_per_octet % octets,
      number >> 8,
      number & 0xff
  );
}

std::string client_identity(const std::string& address, std::uint32_t listener, bool several) {
  return several ? fmt::format("{}/{}", address, listener) : address;
}

std::size_t endpoints(const file& from, const proxy& of) {
  if (!of.upstream.service) return of.upstream.endpoints.size();
  const auto behind = index_of(from.services, *of.upstream.service);
  return behind ? from.services[*behind].replicas : 0;
}

std::size_t listeners(const file& from, const proxy& of) {
  return of.each == fan::endpoint ? std::max<std::size_t>(1, endpoints(from, of)) : 1;
}

std::uint64_t descriptors(const file& from) {
  std::uint64_t total = 0;
  for (const route& way : routes(from)) total += connections(from, way) * (way.proxy ? 4 : 2);
  for (const service& one : from.services) total += one.replicas;
  for (const proxy& one : from.proxies) total += listeners(from, one);
  return total;
}

double most_attempts(const file& from, const route& way) {
  const policy* of = policy_of(from, way);
  if (of == nullptr) return 1;
  const bool retries = of->retry && of->retry->kind != resilience::growth::none;
  const double tries = retries ? of->retry->attempts : 1;
  const double hedged = of->hedge ? of->hedge->max_share.part * (of->hedge->attempts - 1) : 0;
  return tries + hedged;
}

double jobs_for(const file& from, const route& load, std::size_t service) {
  return jobs_on(from, load, service, false);
}

double most_jobs_for(const file& from, const route& load, std::size_t service) {
  return jobs_on(from, load, service, true);
}

}  // namespace surgeline::scenario
