#pragma once

#include <gtest/gtest.h>

#include <future>
#include <string>
#include <vector>

#include "admin/office.hpp"
#include "support/print.hpp"
#include "support/scenario_maker.hpp"
#include "surgeline/runner/fleet.hpp"

namespace surgeline::runner {

using admin::office;

/// Proxy `front`, and fault `held` on it in phase `bad`.
inline scenario::file with_stall() {
  scenario::file made = scenario::proxied_scenario();
  made.safety.lease = std::chrono::seconds{1};
  made.phases.front() = {.id = "bad", .length = std::chrono::minutes{1}};
  scenario::add_fault(made, "held", fault::stall{}, {"bad"});
  return made;
}

/// What is in the way of a run on these sidecars.
inline std::vector<std::string> troubles(
    const scenario::file& from,
    const std::vector<admin::control_address>& controls
) {
  problems found;
  const fleet together(controls, from, 1, found);
  std::vector<std::string> all;
  for (const problem& one : found.list()) all.push_back(one.what);
  return all;
}

inline std::string state_of(const office& of) { return of.control("GET", "/v1/state").body; }
inline bool is_free(const office& of) {
  return state_of(of).find("\"lease\": null") != std::string::npos;
}

/// Has all of them armed with what the first phase wants.
inline void arm(fleet& all, const scenario::conductor& run) {
  std::promise<void> armed;
  all.arm(run, [&] { armed.set_value(); });
  armed.get_future().wait();
}

}  // namespace surgeline::runner
