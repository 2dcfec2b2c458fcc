#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "surgeline/resilience/balancer.hpp"
#include "surgeline/scenario/file.hpp"

namespace surgeline::scenario {

/// Connections of a caller that are made before time starts; more are made when they are first used.
inline constexpr std::size_t kept_connections = 10'000;

/// A service that calls, and by which entry of its `calls`.
struct calling {
  std::size_t service = 0;
  std::size_t entry = 0;
  bool operator==(const calling&) const = default;
};

/// The way of a caller's attempts: to the replicas of a service, directly or through a proxy. Indexes into the file's lists.
struct route {
  std::size_t load = 0;       ///< that calls, where no service does
  std::optional<calling> by;  ///< the service that calls
  std::size_t service = 0;    ///< that is called
  std::optional<std::size_t> proxy;
  std::uint32_t endpoints = 1;  ///< that the caller sees: replicas, or the one listener of a proxy
  resilience::balance balance = resilience::balance::random;  ///< over those endpoints
  bool operator==(const route&) const = default;
};

/// The routes of all loads, in file order, and then those of the services' calls. The file must be free of problems.
std::vector<route> routes(const file& from);

/// The routes of loads alone: one for each, in file order.
std::vector<route> load_routes(const file& from);

/// The routes that lead to a service, in the order of `routes`.
std::vector<route> routes_to(const file& from, std::size_t service);

/// The policy a load names; null without one.
const policy* policy_of(const file& from, const load& of);
/// The policy of the calls on a route.
const policy* policy_of(const file& from, const route& way);

/// Who calls on a route: a load's clients, or the replicas of a service with one connection each.
clients clients_of(const file& from, const route& way);
/// The name of whoever calls: a load's or a service's.
const std::string& caller_id(const file& from, const route& way);
/// True when its calls are HTTP exchanges: the proxy that they go through speaks it. Without a proxy they are frames.
bool speaks_http(const file& from, const route& way);
/// The connections of all callers of a route together, to all endpoints.
std::uint64_t connections(const file& from, const route& way);

/// The identity a client of a load has on the wire: a loopback address of its own, `127.<16 + load>.<high>.<low>`, counted from
/// 1, so that draws per client do not depend on who connects first. Each has his own up to 200 loads of 65,000 clients.
std::string client_address(std::size_t load, std::uint32_t client);
/// The same for any caller of a route. A replica's is `127.<216 + service / 64>.<service % 64, high>.<low>`: up to 2,000 services
/// of a thousand replicas.
std::string client_address(const route& way, std::uint32_t client);

/// The client part of a draw's key at a proxy: the address, and the listener's number from 1 where the proxy has several.
std::string client_identity(const std::string& address, std::uint32_t listener, bool several);

/// How many endpoints are behind a proxy; 0 if its service is nowhere.
std::size_t endpoints(const file& from, const proxy& of);

/// How many listeners a proxy has: one, or one for each endpoint of its upstream, on ports that follow one another if the
/// first is a fixed one.
std::size_t listeners(const file& from, const proxy& of);

/// Descriptors a live run opens: connections of clients, both sides of proxies, servers, and listeners.
std::uint64_t descriptors(const file& from);

/// What the callers of a route can multiply a request into at most: the attempts of the policy.
double most_attempts(const file& from, const route& way);

/// How many jobs of a service one request of a load means, by all ways of calls, when nobody tries again.
double jobs_for(const file& from, const route& load, std::size_t service);
/// The same when everybody on the way tries as often as he may.
double most_jobs_for(const file& from, const route& load, std::size_t service);

}  // namespace surgeline::scenario
