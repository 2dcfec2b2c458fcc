#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "surgeline/app/inputs.hpp"
#include "surgeline/app/options.hpp"
#include "surgeline/app/screen.hpp"
#include "surgeline/report/sweep_result.hpp"
#include "sweep_state.hpp"

namespace surgeline::app {

/// Carries a scenario out at every point of its [sweep], and says how far it is.
class sweep_walk {
 public:
  /// All must outlive it; the file has a [sweep].
  sweep_walk(const input& of, const options& asked, screen& on, sweep_state& state);

  /// Goes on until all is done or interrupted; false, with the problems printed, when a point could not be read or started.
  bool walk();
  /// What is known so far.
  report::sweep_result result() const;

 private:
  /// One run to come.
  struct task {
    std::size_t point = 0;
    scenario::engine on = scenario::engine::sim;
    std::uint64_t seed = 1;
  };

  bool read_points();
  std::vector<task> missing(scenario::engine on) const;
  /// The points that are carried out on sockets too: spread over all, the first and the last among them.
  std::vector<std::size_t> live_points() const;
  void simulate(const std::vector<task>& all);
  bool run_live(const std::vector<task>& all);
  bool find_margins();
  bool find_borders();
  std::optional<report::sweep_border> border_at(std::size_t point);
  /// How many of the seeds meet the goal with this value of the searched key, and how many of those do not.
  std::optional<std::pair<std::uint32_t, std::uint32_t>> goal_at(
      std::size_t point,
      double value,
      std::uint32_t seeds
  );
  bool has_goal_to_find() const;

  const input& of_;
  const options& asked_;
  screen& on_;
  sweep_state& state_;
  const scenario::sweep& wanted_;
  std::vector<scenario::grid_point> points_;
  std::vector<scenario::file> files_;
  std::uint64_t next_seed_;
};

}  // namespace surgeline::app
