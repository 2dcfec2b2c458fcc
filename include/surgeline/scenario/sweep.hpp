#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "surgeline/config/bounds.hpp"
#include "surgeline/config/describe.hpp"
#include "surgeline/config/value.hpp"
#include "surgeline/scenario/engine.hpp"
#include "surgeline/scenario/margin.hpp"
#include "surgeline/scenario/setting.hpp"
#include "surgeline/scenario/steady_state.hpp"

namespace surgeline::scenario {

/// A key that moves along with one that is varied: as many values, in the same order.
struct companion {
  std::string path;
  std::vector<config::value> values;

  static constexpr auto schema() {
    return config::describe(
        "with",
        "A key that moves along: its first value goes with the first value, and so on.",
        config::required(&companion::path, "path", "the key, as for `--set`"),
        config::required(
            &companion::values,
            "values",
            "as many as the key it goes with has",
            {.not_empty = true}
        )
    );
  }
  bool operator==(const companion&) const = default;
};

/// One direction of a sweep: a key, and the values it takes.
struct axis {
  std::string path;
  std::optional<std::vector<config::value>> values;
  std::optional<setting> from;
  std::optional<setting> to;
  std::optional<std::uint32_t> steps;
  range_scale scale = range_scale::linear;
  std::vector<companion> with;

  static constexpr auto schema() {
    return config::describe(
        "vary",
        "A key and the values it takes: `values`, or a range.",
        config::required(&axis::path, "path", "the key, as for `--set`: `service.db.replicas`"),
        config::optional(&axis::values, "values", "what it is set to", {.not_empty = true}),
        config::optional(&axis::from, "from", "the first value of a range"),
        config::optional(&axis::to, "to", "the last one"),
        config::optional(
            &axis::steps,
            "steps",
            "how many values the range has, both ends among them",
            {.min = 2, .max = 1000}
        ),
        config::optional(&axis::scale, "scale", "how the range is divided"),
        config::optional(&axis::with, "with", "keys that move along")
    );
  }
  void check(config::checker& in) const;
  bool operator==(const axis&) const = default;
};

/// What is to hold at a point of a sweep.
struct goal {
  std::string metric;
  expectation limits{};

  static constexpr auto schema() {
    return config::describe(
        "goal",
        "What is to hold at a point: every point says whether it does. Where the last key that is "
        "varied is a range without `steps`, the value is looked for at which it ceases to.",
        config::required(&goal::metric, "metric", "what is measured, as in `measure`"),
        config::inlined(&goal::limits)
    );
  }
  bool operator==(const goal&) const = default;
};

/// What `surgeline sweep` varies and measures.
struct sweep {
  scenario::engine engine = engine::sim;
  std::vector<axis> vary;
  std::uint32_t repeat = 1;
  config::one_or_more<std::string> measure{"p_pass"};
  std::optional<scenario::goal> goal;
  std::uint32_t check_live = 0;

  static constexpr auto schema() {
    return config::describe(
        "sweep",
        "What `surgeline sweep` varies: every value of one key with every value of the others.",
        config::optional(&sweep::engine, "engine", "what carries the points out"),
        config::required(
            &sweep::vary,
            "vary",
            "the keys, and what they are set to",
            {.not_empty = true}
        ),
        config::optional(
            &sweep::repeat,
            "repeat",
            "seeds a point: the scenario's and those after it",
            {.min = 1, .max = 100000}
        ),
        config::optional(
            &sweep::measure,
            "measure",
            "what is shown, the first as a picture: `p_pass`, `p_metastable`, `margin`, "
            "`recovery_seconds`, `goodput_share`, `amplification`, `peak_amplification`, "
            "`wasted_share`, or a metric, taken over the run behind its baseline and before any "
            "relief",
            {.not_empty = true}
        ),
        config::optional(&sweep::goal, "goal", "what is to hold"),
        config::optional(
            &sweep::check_live,
            "check_live",
            "so many points are carried out on sockets too, once each, and stand beside the "
            "simulated ones",
            {.min = 0, .max = 1000}
        )
    );
  }
  void check(config::checker& in) const;
  bool operator==(const sweep&) const = default;
};

/// True for a range whose steps a goal looks for.
bool is_searched(const axis& of);

}  // namespace surgeline::scenario
