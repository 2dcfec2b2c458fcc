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

bool calls_through(const proxy& one, const load& caller, const std::string& service) {
  return one.upstream.service == service && contains(one.from, caller.id);
}

}  // namespace

std::vector<route> routes(const file& from) {
  std::vector<route> all;
  for (std::size_t i = 0; i < from.loads.size(); ++i) {
    const load& caller = from.loads[i];
    route way{.load = i};
    if (const auto named = index_of(from.proxies, caller.to)) {
      way.proxy = named;
      way.service =
          index_of(from.services, from.proxies[*named].upstream.service.value_or("")).value_or(0);
    } else {
      way.service = index_of(from.services, caller.to).value_or(0);
      for (std::size_t p = 0; p < from.proxies.size(); ++p) {
        if (calls_through(from.proxies[p], caller, caller.to)) way.proxy = p;
      }
    }
    const bool sees_all = !way.proxy || from.proxies[*way.proxy].each == fan::endpoint;
    way.endpoints = sees_all ? from.services[way.service].replicas : 1;
    if (const policy* of = policy_of(from, caller)) way.balance = of->balance;
    all.push_back(way);
  }
  return all;
}

std::vector<route> routes_to(const file& from, std::size_t service) {
  std::vector<route> all = routes(from);
  std::erase_if(all, [service](const route& way) { return way.service != service; });
  return all;
}

const policy* policy_of(const file& from, const load& of) {
  if (!of.policy) return nullptr;
  const auto found = std::ranges::find(from.policies, *of.policy, &policy::id);
  return found == from.policies.end() ? nullptr : &*found;
}

std::string client_address(std::size_t load, std::uint32_t client) {
  const std::uint32_t number = client + 1;
  return fmt::format("127.{}.{}.{}", 16 + load % 200, number >> 8 & 0xff, number & 0xff);
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
  for (const route& way : routes(from)) {
    const clients& who = from.loads[way.load].clients;
    const std::uint64_t connections =
        std::uint64_t{who.count} * who.connections_per_client * way.endpoints;
    total += connections * (way.proxy ? 4 : 2);
  }
  for (const service& one : from.services) total += one.replicas;
  for (const proxy& one : from.proxies) total += listeners(from, one);
  return total;
}

double most_attempts(const file& from, const route& way) {
  const policy* of = policy_of(from, from.loads[way.load]);
  if (of == nullptr) return 1;
  const bool retries = of->retry && of->retry->kind != resilience::growth::none;
  const double tries = retries ? of->retry->attempts : 1;
  const double hedged = of->hedge ? of->hedge->max_share.part * (of->hedge->attempts - 1) : 0;
  return tries + hedged;
}

}  // namespace surgeline::scenario
