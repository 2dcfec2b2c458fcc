#include <fmt/format.h>

#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "check.hpp"
#include "surgeline/scenario/figure_word.hpp"

namespace surgeline::scenario {
namespace {

using measure::dimension;

/// How a limit may be written, with an example.
struct form {
  scenario::suffix suffix;  ///< with it
  bool bare;                ///< or without
  std::string_view example;
};

constexpr form relative{suffix::percent, true, "a share such as \"95%\""};

form form_of(dimension what) {
  switch (what) {
    case dimension::per_second:
      return {suffix::per_time, true, "a rate such as \"280/s\""};
    case dimension::share:
      return relative;
    case dimension::seconds:
      return {suffix::time, false, "a duration such as \"250ms\""};
    case dimension::ratio:
    case dimension::number:
      break;
  }
  return {suffix::none, true, "a number such as 1.3"};
}

bool fits(const amount& limit, const form& wanted) {
  return limit.suffix == suffix::none ? wanted.bare : limit.suffix == wanted.suffix;
}

/// A limit of a metric, which is absolute or a share of something; `at` ends in its key.
void check_limit(
    const reading& of,
    std::initializer_list<config::step> at,
    const std::optional<amount>& limit,
    std::string_view metric,
    reference what
) {
  const auto measures = dimension_of(metric);
  if (!limit || !measures) return;
  const bool is_relative = what != reference::absolute;
  const form wanted = is_relative ? relative : form_of(*measures);
  const std::string subject = is_relative ? fmt::format("of = \"{}\"", config::name_of(what))
                                          : fmt::format("metric `{}`", metric);
  if (!fits(*limit, wanted)) {
    const bool rate_as_share =
        wanted.suffix == suffix::per_time && limit->suffix == suffix::percent;
    of.problem(
        at,
        fmt::format(
            "`{}` with {} wants {}, not {}",
            std::prev(at.end())->key(),
            subject,
            wanted.example,
            limit->text
        ),
        rate_as_share ? "a share of what? add of = \"offered\" or of = \"baseline\"" : ""
    );
  } else if (!is_relative && *measures == dimension::share && limit->value > 1) {
    of.problem(
        at,
        fmt::format("`{}` is a share, from 0 to 1, not {}", metric, limit->text),
        limit->suffix == suffix::none ? fmt::format("write \"{}%\"", limit->text) : ""
    );
  }
}

/// A limit on what others say, which has no unit.
void check_plain_limit(
    const reading& of,
    std::initializer_list<config::step> at,
    const std::optional<amount>& limit
) {
  if (!limit || limit->suffix == suffix::none || limit->suffix == suffix::percent) return;
  of.problem(
      at,
      fmt::format("what others answer is a number without a unit, not {}", limit->text),
      "write a number such as 1.3"
  );
}

/// The limits of a steady state.
void check_limits(const reading& of, std::size_t index) {
  const steady_state& one = of.values.steady_states[index];
  const reference what = one.expect.of;
  const std::array<std::pair<std::string_view, const std::optional<amount>*>, 4> limits{{
      {"at_least", &one.expect.at_least},
      {"at_most", &one.expect.at_most},
      {"equals", &one.expect.equals},
      {"within", one.expect.relative ? nullptr : &one.expect.within},
  }};
  for (const auto& [key, limit] : limits) {
    if (limit == nullptr) continue;
    if (one.asks.is_outside() && what == reference::absolute)
      check_plain_limit(of, {"steady_state", index, "expect", key}, *limit);
    else
      check_limit(of, {"steady_state", index, "expect", key}, *limit, one.metric, what);
  }
}

/// The limits of a goal are those of a steady state.
void check_goal(const reading& of) {
  if (!of.values.sweep || !of.values.sweep->goal) return;
  const goal& one = *of.values.sweep->goal;
  const reference what = one.limits.of;
  check_limit(of, {"sweep", "goal", "at_least"}, one.limits.at_least, one.metric, what);
  check_limit(of, {"sweep", "goal", "at_most"}, one.limits.at_most, one.metric, what);
}

}  // namespace

void check_amounts(const reading& of) {
  for (std::size_t i = 0; i < of.values.steady_states.size(); ++i) check_limits(of, i);
  for (std::size_t i = 0; i < of.values.aborts.size(); ++i) {
    const abort_rule& one = of.values.aborts[i];
    const bool is_above = one.when.above.has_value();
    const std::string_view key = is_above ? "above" : "below";
    const auto& limit = is_above ? one.when.above : one.when.below;
    if (one.asks.is_outside())
      check_plain_limit(of, {"abort", i, "when", key}, limit);
    else
      check_limit(of, {"abort", i, "when", key}, limit, one.metric, reference::absolute);
  }
  for (std::size_t i = 0; i < of.values.accept.agree.size(); ++i) {
    const agreement& one = of.values.accept.agree[i];
    const reference what = reference::absolute;
    check_limit(of, {"accept", "agree", i, "absolute"}, one.absolute, one.metric, what);
  }
  check_goal(of);
}

}  // namespace surgeline::scenario
