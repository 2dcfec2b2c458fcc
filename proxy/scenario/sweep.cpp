#include "surgeline/scenario/sweep.hpp"

#include <fmt/format.h>

#include "ranges.hpp"
#include "surgeline/config/checker.hpp"

namespace surgeline::scenario {

bool is_searched(const axis& of) { return !of.values && !of.steps; }

void axis::check(config::checker& in) const {
  const bool is_range = in.given("from") || in.given("to") || in.given("steps");
  if (values && is_range)
    in.problem("values", "`values` and a range are two ways to say it", "keep one of them");
  if (!values && !is_range)
    in.problem(
        "path",
        fmt::format("`{}` takes no value", path),
        "add values = […], or from, to and steps"
    );
  if (is_range && !values) {
    for (const char* end : {"from", "to"}) {
      if (!in.given(end))
        in.problem(
            "path",
            fmt::format("the range of `{}` has no `{}`", path, end),
            "a range has from and to"
        );
    }
  }
  if (from && to) check_range(in, {"from", *from}, {"to", *to}, scale);
  const std::size_t wanted = values ? values->size() : steps.value_or(0);
  for (const companion& each : with) {
    if (wanted == 0 || each.values.size() == wanted) continue;
    in.problem(
        "with",
        fmt::format(
            "`{}` has {} values, and `{}` has {}",
            each.path,
            each.values.size(),
            path,
            wanted
        ),
        "one for one"
    );
  }
  if (!with.empty() && is_range && is_searched(*this))
    in.problem("with", "nothing can move along a range without steps", "add steps");
}

void sweep::check(config::checker& in) const {
  for (std::size_t i = 0; i < vary.size(); ++i) {
    if (!is_searched(vary[i])) continue;
    const bool is_last = i + 1 == vary.size();
    if (is_last && goal) continue;
    in.problem(
        "vary",
        fmt::format("the range of `{}` has no `steps`", vary[i].path),
        goal ? "only the last key of `vary` is searched for the goal: add steps"
             : "add steps, or a `goal` to look for in it"
    );
  }
}

}  // namespace surgeline::scenario
