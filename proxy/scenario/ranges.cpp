#include "ranges.hpp"

#include <fmt/format.h>

namespace surgeline::scenario {
namespace {

bool is_plain(unit_family unit) {
  return unit == unit_family::number || unit == unit_family::whole;
}

}  // namespace

void check_range(
    config::checker& in,
    const range_end& from,
    const range_end& to,
    range_scale scale
) {
  const bool same = from.at.unit == to.at.unit || (is_plain(from.at.unit) && is_plain(to.at.unit));
  if (!same) {
    in.problem(
        to.key,
        fmt::format(
            "`{}` is {}, and `{}` is {}: no number of the same unit",
            from.key,
            text_of(from.at),
            to.key,
            text_of(to.at)
        ),
        "write both with the unit that the key takes"
    );
  } else if (from.at.number >= to.at.number) {
    in.problem(
        to.key,
        fmt::format("`{}` is not above `{}`, which is {}", to.key, from.key, text_of(from.at)),
        from.at.number > to.at.number ? "swap them" : "a range has two ends"
    );
  } else if (scale == range_scale::log && from.at.number <= 0) {
    in.problem(
        from.key,
        fmt::format("a log scale begins above zero, not at {}", text_of(from.at)),
        fmt::format("raise `{}`, or set scale = \"linear\"", from.key)
    );
  }
}

}  // namespace surgeline::scenario
