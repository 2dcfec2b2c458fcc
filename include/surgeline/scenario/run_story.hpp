#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/problem.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/measure/recording.hpp"
#include "surgeline/scenario/run_identity.hpp"
#include "surgeline/scenario/timeline.hpp"
#include "surgeline/scenario/verdict.hpp"

namespace surgeline::scenario {

class conductor;
struct judgement;
struct record;

/// How far a run has come, in the words of `surgeline_experiment_state`.
enum class run_state : std::uint8_t { idle, baseline, running, recovering, rolling_back, done };

/// What a steady state says just now, or said at the end.
struct told_check {
  std::string id;
  bool ok = true;
  std::optional<double> value;

  static constexpr auto schema() {
    return config::describe(
        "check",
        "A steady state, as it stands.",
        config::required(&told_check::id, "id", "of the steady state", {.id = true}),
        config::required(&told_check::ok, "ok", "whether it holds"),
        config::optional(
            &told_check::value,
            "value",
            "what was measured: in the metric's unit, or as a share of its reference"
        )
    );
  }
  bool operator==(const told_check&) const = default;
};

/// How long the way back of a load took.
struct told_recovery {
  std::string load;
  std::optional<double> seconds;

  static constexpr auto schema() {
    return config::describe(
        "recovery",
        "The way back of a load.",
        config::required(&told_recovery::load, "load", "whose goodput it is", {.id = true}),
        config::optional(
            &told_recovery::seconds,
            "seconds",
            "from the end of the last fault until goodput was back; absent while it is not",
            {.min = 0}
        )
    );
  }
  bool operator==(const told_recovery&) const = default;
};

/// What a run tells of itself whenever it renews a lease, so that a sidecar's own series tell the story.
struct run_story {
  /// The longest that a reason may be, and the most checks: they become labels.
  static constexpr std::size_t longest = 63, most_checks = 100;

  std::optional<run_identity> run;
  run_state state = run_state::idle;
  std::optional<std::string> phase;
  phase_role role = phase_role::normal;
  duration phase_for{};
  std::optional<duration> phase_length;
  std::vector<told_check> checks;
  std::optional<told_recovery> recovery;
  std::optional<verdict_kind> verdict;
  std::optional<std::string> aborted;

  static constexpr auto schema() {
    return config::describe(
        "renewal",
        "What a run tells of itself when it renews its lease.",
        config::optional(&run_story::run, "run", "which run it is; that of the plan if absent"),
        config::required(&run_story::state, "state", "how far it has come"),
        config::optional(&run_story::phase, "phase", "the phase it is in", {.id = true}),
        config::optional(&run_story::role, "role", "what that phase is for"),
        config::optional(&run_story::phase_for, "phase_for", "since how long it is in it"),
        config::optional(
            &run_story::phase_length,
            "phase_duration",
            "how long the phase is planned to last"
        ),
        config::optional(&run_story::checks, "checks", "its steady states, as they stand"),
        config::optional(&run_story::recovery, "recovery", "the way back"),
        config::optional(&run_story::verdict, "verdict", "what became of it, once that is known"),
        config::optional(
            &run_story::aborted,
            "aborted",
            "what ended it early: the id of an abort rule, `signal`, `sidecar`, …",
            {.not_empty = true}
        )
    );
  }
  void check(config::checker& in) const;
  bool operator==(const run_story&) const = default;
};

/// Reads the body of a renewal. Empty when `found` got a problem; then every problem is there, with its JSON pointer.
std::optional<run_story> read_run_story(std::string_view json, problems& found);

/// A story as JSON, which reads back as the same story.
std::string to_json(const run_story& told);

/// What a run has to tell while it goes on: `seen` is complete up to some moment before `now`.
run_story story_of(
    const file& from,
    const conductor& where,
    const measure::recording& seen,
    time_point now
);

/// What it had to tell at a moment, as far as a record of it knows; `idle` before it began and once it was over.
run_story story_at(const record& of, time_point when);

/// What it has to tell when it is over and judged.
run_story last_story(const record& of, const judgement& judged);

}  // namespace surgeline::scenario

template <>
inline constexpr auto surgeline::config::names<surgeline::scenario::run_state> = std::array{
    named{surgeline::scenario::run_state::idle, "idle", "nothing is known of a run"},
    named{surgeline::scenario::run_state::baseline, "baseline", "before the first fault"},
    named{surgeline::scenario::run_state::running, "running", "where faults happen"},
    named{surgeline::scenario::run_state::recovering, "recovering", "on the way back"},
    named{surgeline::scenario::run_state::rolling_back, "rolling_back", "over, and being cleared"},
    named{surgeline::scenario::run_state::done, "done", "over, cleared and judged"},
};
