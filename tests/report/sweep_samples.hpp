#pragma once

#include "surgeline/report/sweep_result.hpp"

/// Sweeps made by hand.
namespace surgeline::report::samples {

inline sweep_sample swept(
    std::size_t point,
    std::uint64_t seed,
    scenario::verdict_kind verdict,
    double recovery
) {
  return {
      .point = point,
      .seed = seed,
      .verdict = verdict,
      .numbers = {{"recovery_seconds", recovery}},
      .meets_goal = recovery < 20
  };
}

/// Two policies × three sizes, two seeds a point; the first policy is metastable in half of them.
inline sweep_result sweep() {
  sweep_result made{.id = "size", .title = "By size"};
  made.asked.vary.push_back(
      {.path = "load.users.policy", .values = std::vector<config::value>{"naive", "careful"}}
  );
  made.asked.vary.push_back(
      {.path = "service.db.replicas", .values = std::vector<config::value>{1, 2, 4}}
  );
  made.asked.measure = {"p_metastable", "recovery_seconds"};
  made.asked.goal = scenario::goal{.metric = "recovery_seconds"};
  made.points = scenario::grid_of(made.asked);
  std::vector<sweep_sample> samples;
  for (std::size_t i = 0; i < made.points.size(); ++i) {
    const bool is_naive = i < 3;
    samples.push_back(swept(i, 1, scenario::verdict_kind::pass, 10.0 + static_cast<double>(i)));
    samples.push_back(swept(
        i,
        2,
        is_naive ? scenario::verdict_kind::metastable : scenario::verdict_kind::pass,
        30.0 + static_cast<double>(i)
    ));
  }
  made.rows = rows_of(samples);
  made.config = "0123abcd";
  made.keys = {{"scenario.seed", "1"}, {"service.db.slots", "10"}};
  return made;
}

}  // namespace surgeline::report::samples
