#include "surgeline/scenario/steady_state.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace surgeline::scenario {

void expectation::check(config::checker& in) const {
  if (!at_least && !at_most && !equals)
    in.problem("expect", "`expect` has no limit", "add at_least, at_most or equals");
  if (equals && (at_least || at_most)) {
    in.problem(
        at_least ? "at_least" : "at_most",
        "what is equal to something needs no other limit",
        "remove it, or `equals`"
    );
  }
  if (within && !equals)
    in.problem("within", "`within` is a distance from `equals`, which is absent", "add `equals`");
  if (relative && !within)
    in.problem("relative", "`relative` is said of `within`, which is absent", "add `within`");
  if (relative && within && within->suffix != suffix::percent && within->suffix != suffix::none) {
    in.problem(
        "within",
        fmt::format("a relative `within` is a share, not {}", within->text),
        "write a share such as \"5%\", or remove `relative`"
    );
  }
  if (at_least && at_most && at_least->value > at_most->value) {
    in.problem(
        "at_least",
        fmt::format("nothing is at least {} and at most {}", at_least->text, at_most->text),
        "swap them"
    );
  }
}

double expectation::badness(double value) const {
  if (equals) {
    const double room = within ? within->value * (relative ? std::abs(equals->value) : 1) : 0;
    // What was computed is a hair beside the number it stands for.
    constexpr double rounding = 1e-9;
    return std::abs(value - equals->value) - room - rounding;
  }
  constexpr double none = -std::numeric_limits<double>::infinity();
  const double low = at_least ? at_least->value - value : none;
  const double high = at_most ? value - at_most->value : none;
  return std::max(low, high);
}

void steady_state::check(config::checker& in) const {
  if (!asks.is_outside()) return;
  if (window) {
    in.problem(
        "window",
        fmt::format("every answer to {} must hold: there is no window", asks.text()),
        asks.source == source::promql ? "write it in the query: rate(x[10s])" : "remove it"
    );
  }
  if (expect.of == reference::offered || expect.of == reference::control) {
    in.problem(
        "expect.of",
        fmt::format("what others say cannot be compared with `{}`", config::name_of(expect.of)),
        "of = \"baseline\" compares with the mean of the answers in the baseline"
    );
  }
}

}  // namespace surgeline::scenario
