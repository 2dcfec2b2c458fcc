#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "surgeline/scenario/file.hpp"

/// Scenario files made in code, for tests that need no reader: a small one to start from, and what tests put into it.
namespace surgeline::scenario {

/// Load `users` (10 clients) asks service `shop` (one replica) 200 times a second, in one baseline phase of a second.
inline file direct_scenario() {
  using namespace std::chrono_literals;
  file made{.format = 1, .head = {.id = "test"}};
  made.services.push_back({.id = "shop", .slots = 16, .service_time = distribution::fixed(1ms)});
  made.loads.push_back({.id = "users", .to = "shop", .rate = rate{200}, .clients = {.count = 10}});
  made.phases.push_back({.id = "before", .length = 1s, .role = phase_role::baseline});
  return made;
}

/// The same, with proxy `front` between the two.
inline file proxied_scenario() {
  file made = direct_scenario();
  made.proxies.push_back({.id = "front", .upstream = {.service = "shop"}, .from = {"users"}});
  return made;
}

/// The same, over HTTP.
inline file http_scenario() {
  file made = proxied_scenario();
  made.proxies.front().protocol = protocol::http;
  return made;
}

/// Load `users` asks `first`, which asks `second`, which asks `third`: each through a proxy, `to-first` and so on.
inline file chained_scenario() {
  file made = direct_scenario();
  made.services.clear();
  for (const char* id : {"first", "second", "third"}) {
    const std::string caller = made.services.empty() ? "users" : made.services.back().id;
    if (!made.services.empty()) made.services.back().calls.push_back({.to = id});
    made.services.push_back({.id = id, .service_time = distribution::fixed(duration{1'000'000})});
    made.proxies.push_back(
        {.id = std::string{"to-"} + id, .upstream = {.service = id}, .from = {caller}}
    );
  }
  made.loads.front().to = "first";
  return made;
}

/// Gives load `users` a policy: how long an attempt may take, and how it is tried again.
inline void add_policy(file& to, duration timeout, const resilience::retry& again = {}) {
  to.policies.push_back({.id = "callers", .timeout = timeout, .retry = again});
  to.loads.front().policy = "callers";
}

inline void add_phase(file& to, std::string id, duration length, phase_role role) {
  to.phases.push_back({.id = std::move(id), .length = length, .role = role});
}

/// A fault of this kind, in force in these phases.
inline fault& add_fault(
    file& to,
    std::string id,
    surgeline::fault::kind what,
    std::vector<std::string> during
) {
  to.faults.push_back({.id = std::move(id), .what = std::move(what), .during = std::move(during)});
  return to.faults.back();
}

}  // namespace surgeline::scenario
