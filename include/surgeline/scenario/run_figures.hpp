#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/problem.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/measure/recording.hpp"
#include "surgeline/scenario/course.hpp"

namespace surgeline::scenario {

class conductor;
struct file;

/// What a load asks for and gets just now.
struct load_figures {
  std::string id;
  double offered = 0, goodput = 0;                 ///< per second, over the last second
  std::optional<double> amplification;             ///< over the last second
  std::optional<double> p50_seconds, p99_seconds;  ///< over the last five seconds

  static constexpr auto schema() {
    return config::describe(
        "load_figures",
        "What a load asks for and gets just now.",
        config::required(&load_figures::id, "id", "of the load", {.id = true}),
        config::required(
            &load_figures::offered,
            "offered",
            "requests asked for in the last second",
            {.min = 0}
        ),
        config::required(
            &load_figures::goodput,
            "goodput",
            "of requests, those answered well and in time in the last second",
            {.min = 0}
        ),
        config::optional(
            &load_figures::amplification,
            "amplification",
            "attempts a request",
            {.min = 0}
        ),
        config::optional(
            &load_figures::p50_seconds,
            "p50_seconds",
            "half of the requests answered in the last five seconds took no longer",
            {.min = 0}
        ),
        config::optional(
            &load_figures::p99_seconds,
            "p99_seconds",
            "99 % of them took no longer",
            {.min = 0}
        )
    );
  }
  bool operator==(const load_figures&) const = default;
};

/// What a run tells each second of its loads, to whoever watches a sidecar that it has armed.
struct run_figures {
  static constexpr std::size_t most_loads = 100;

  double at_seconds = 0;    ///< since the run began
  double ends_seconds = 0;  ///< as far as is known
  std::vector<load_figures> loads;

  static constexpr auto schema() {
    return config::describe(
        "figures",
        "What the loads of a run ask for and get just now.",
        config::required(
            &run_figures::at_seconds,
            "at_seconds",
            "how far the run is, in its own time",
            {.min = 0}
        ),
        config::required(
            &run_figures::ends_seconds,
            "ends_seconds",
            "when it ends, as far as is known",
            {.min = 0}
        ),
        config::required(&run_figures::loads, "loads", "its loads, the first hundred")
    );
  }
  void check(config::checker& in) const;
  bool operator==(const run_figures&) const = default;
};

/// Reads what somebody tells. Empty when `found` got a problem; then every problem is there, with its JSON pointer.
std::optional<run_figures> read_run_figures(std::string_view json, problems& found);

/// Figures as JSON, which reads back as the same.
std::string to_json(const run_figures& told);

/// The window that ends at the last whole tick that is known.
span last_window(const measure::recording& seen, time_point now, duration length);

/// What a load asks for and gets, as far as is known at `now`.
load_figures figures_of(const std::string& load, const measure::recording& seen, time_point now);

/// What a run has to tell of its loads.
run_figures figures_of(
    const file& from,
    const conductor& where,
    const measure::recording& seen,
    time_point now
);

}  // namespace surgeline::scenario
