#include <fmt/format.h>

#include <array>
#include <optional>

#include "check.hpp"
#include "surgeline/measure/metric.hpp"

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

struct limit_key {
  std::string_view table, within, key;
  std::size_t index;
};

/// A limit of a metric, which is absolute or a share of something.
void check_limit(
    const reading& of,
    const limit_key& at,
    const std::optional<amount>& limit,
    std::string_view metric,
    reference what
) {
  const auto path = measure::metric_path::parse(metric);
  if (!limit || !path) return;
  const bool is_relative = what != reference::absolute;
  const form wanted = is_relative ? relative : form_of(path->what->measures);
  const std::string subject = is_relative ? fmt::format("of = \"{}\"", config::name_of(what))
                                          : fmt::format("metric `{}`", metric);
  if (!fits(*limit, wanted)) {
    const bool rate_as_share =
        wanted.suffix == suffix::per_time && limit->suffix == suffix::percent;
    of.problem(
        {at.table, at.index, at.within, at.key},
        fmt::format("`{}` with {} wants {}, not {}", at.key, subject, wanted.example, limit->text),
        rate_as_share ? "a share of what? add of = \"offered\" or of = \"baseline\"" : ""
    );
  } else if (!is_relative && path->what->measures == dimension::share && limit->value > 1) {
    of.problem(
        {at.table, at.index, at.within, at.key},
        fmt::format("`{}` is a share, from 0 to 1, not {}", metric, limit->text),
        limit->suffix == suffix::none ? fmt::format("write \"{}%\"", limit->text) : ""
    );
  }
}

}  // namespace

void check_amounts(const reading& of) {
  for (std::size_t i = 0; i < of.values.steady_states.size(); ++i) {
    const steady_state& one = of.values.steady_states[i];
    const reference what = one.expect.of;
    check_limit(
        of,
        {"steady_state", "expect", "at_least", i},
        one.expect.at_least,
        one.metric,
        what
    );
    check_limit(of, {"steady_state", "expect", "at_most", i}, one.expect.at_most, one.metric, what);
  }
  for (std::size_t i = 0; i < of.values.aborts.size(); ++i) {
    const abort_rule& one = of.values.aborts[i];
    const reference what = reference::absolute;
    check_limit(of, {"abort", "when", "above", i}, one.when.above, one.metric, what);
    check_limit(of, {"abort", "when", "below", i}, one.when.below, one.metric, what);
  }
}

}  // namespace surgeline::scenario
