#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "surgeline/sidecar/armory.hpp"

namespace surgeline::sidecar {

using namespace std::chrono_literals;

/// A sidecar's file: proxies `cache` and `db`, static fault `slow`, and `bad` that waits for its phase.
inline scenario::file served() {
  scenario::file made{.format = 1};
  made.proxies = {{.id = "cache"}, {.id = "db"}};
  made.faults = {
      {.id = "slow", .what = fault::latency{.delay = distribution::fixed(5ms)}},
      {.id = "bad", .what = fault::reset{}, .during = std::vector<std::string>{"outage"}}
  };
  return made;
}

/// A plan of one fault for ten seconds.
inline scenario::plan_request plan(const std::string& fault, std::optional<std::string> id = {}) {
  scenario::plan_request made{.lease = 10s, .id = std::move(id)};
  made.faults.push_back({.id = fault, .what = fault::reset{}});
  return made;
}

}  // namespace surgeline::sidecar
