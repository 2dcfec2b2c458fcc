#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/units.hpp"
#include "surgeline/scenario/setting.hpp"
#include "surgeline/scenario/verdict.hpp"

namespace surgeline::scenario {

/// The surge margin that is looked for: how much of something the system stands before it tips over.
struct margin {
  std::string path;
  setting low{};
  setting high{};
  share resolution{0.05};
  std::uint32_t repeat = 5;
  std::vector<verdict_kind> tips{verdict_kind::metastable};
  range_scale scale = range_scale::log;

  static constexpr auto schema() {
    return config::describe(
        "margin",
        "What `surgeline margin` looks for: the smallest value of a key that tips the system in "
        "half of the seeds. Larger values are taken to tip it more often.",
        config::required(
            &margin::path,
            "path",
            "the key that is varied, as for `--set`: `phase.outage.duration`, `vars.rate`"
        ),
        config::required(&margin::low, "low", "the search begins here; it should not tip"),
        config::required(&margin::high, "high", "and ends here; it should tip"),
        config::optional(
            &margin::resolution,
            "resolution",
            "the 95 % interval of the margin may be this wide: of the margin itself on a log "
            "scale, "
            "of high − low on a linear one",
            {.min = 0.001, .max = 1}
        ),
        config::optional(
            &margin::repeat,
            "repeat",
            "runs a point, each with a seed of its own",
            {.min = 1, .max = 1000}
        ),
        config::optional(
            &margin::tips,
            "tips",
            "verdicts that count as tipped; `inconclusive` and `aborted` runs count as nothing "
            "unless they are named here",
            {.not_empty = true}
        ),
        config::optional(&margin::scale, "scale", "how the range is divided")
    );
  }
  void check(config::checker& in) const;
  bool operator==(const margin&) const = default;
};

}  // namespace surgeline::scenario

template <>
inline constexpr auto surgeline::config::names<surgeline::scenario::range_scale> = std::array{
    named{surgeline::scenario::range_scale::linear, "linear", "equal steps"},
    named{surgeline::scenario::range_scale::log, "log", "steps of an equal factor"},
};
