#include <fmt/format.h>

#include <array>
#include <optional>
#include <string_view>
#include <utility>

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

/// A limit on what others say, which has no unit.
void check_plain_limit(const reading& of, const limit_key& at, const std::optional<amount>& limit) {
  if (!limit || limit->suffix == suffix::none || limit->suffix == suffix::percent) return;
  of.problem(
      {at.table, at.index, at.within, at.key},
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
    const limit_key at{"steady_state", "expect", key, index};
    if (one.asks.is_outside() && what == reference::absolute)
      check_plain_limit(of, at, *limit);
    else
      check_limit(of, at, *limit, one.metric, what);
  }
}

}  // namespace

void check_amounts(const reading& of) {
  for (std::size_t i = 0; i < of.values.steady_states.size(); ++i) check_limits(of, i);
  for (std::size_t i = 0; i < of.values.aborts.size(); ++i) {
    const abort_rule& one = of.values.aborts[i];
    const bool is_above = one.when.above.has_value();
    const limit_key at{"abort", "when", is_above ? "above" : "below", i};
    const auto& limit = is_above ? one.when.above : one.when.below;
    if (one.asks.is_outside())
      check_plain_limit(of, at, limit);
    else
      check_limit(of, at, limit, one.metric, reference::absolute);
  }
}

}  // namespace surgeline::scenario
