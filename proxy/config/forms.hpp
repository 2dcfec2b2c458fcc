#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "empirical.hpp"
#include "quantity.hpp"
#include "surgeline/config/describe.hpp"
#include "surgeline/core/distribution.hpp"

template <>
inline constexpr auto surgeline::config::names<
    surgeline::distribution::wave_law::form> = std::array{
    named{surgeline::distribution::wave_law::form::sine, "sine", "rises first"},
    named{surgeline::distribution::wave_law::form::square, "square", "half a period up, half down"},
    named{surgeline::distribution::wave_law::form::saw, "saw", "rises slowly, falls at once"},
    named{surgeline::distribution::wave_law::form::triangle, "triangle", "straight up and down"},
};

/// How the laws of a distribution of `Q` (duration or size) are written; `{ dist = "<name>", … }`.
namespace surgeline::config::forms {

/// Below zero is fine here: the bounds of the whole distribution decide.
template <class Q>
constexpr bounds_for<Q> any_value() {
  bounds_for<Q> any;
  any.negative = true;
  return any;
}

template <class Q>
constexpr bounds_for<Q> positive() {
  bounds_for<Q> above_zero;
  above_zero.above.emplace();
  return above_zero;
}

/// A problem unless one parameter is above another at all times.
template <class Q>
void ascending(
    checker& in,
    std::string_view low,
    const varying<Q>& below,
    std::string_view high,
    const varying<Q>& above
) {
  check_ascending(in, {low, in_time(below)}, {high, in_time(above)}, &text_of<Q>);
}

inline constexpr std::string_view why_max =
    "the largest value; without it a single draw could last for hours";

template <class Q>
struct fixed {
  varying<Q> value;

  static constexpr auto schema() {
    return describe(
        "fixed",
        "Always the same.",
        required(&fixed::value, "value", "the value", any_value<Q>())
    );
  }
};

template <class Q>
struct uniform {
  varying<Q> min, max;

  static constexpr auto schema() {
    return describe(
        "uniform",
        "Every value between two is as likely.",
        required(&uniform::min, "min", "the smallest value", any_value<Q>()),
        required(&uniform::max, "max", "the largest value", any_value<Q>())
    );
  }
  void check(checker& in) const { ascending(in, "min", min, "max", max); }
};

template <class Q>
struct normal {
  varying<Q> mean, stddev, min, max;

  static constexpr auto schema() {
    return describe(
        "normal",
        "The bell curve, cut at both ends by drawing again.",
        required(&normal::mean, "mean", "of the curve that is not cut", any_value<Q>()),
        required(&normal::stddev, "stddev", "its standard deviation", positive<Q>()),
        optional(&normal::min, "min", "the smallest value", any_value<Q>()),
        required(&normal::max, "max", why_max, any_value<Q>())
    );
  }
  void check(checker& in) const { ascending(in, "min", min, "max", max); }
};

template <class Q>
struct lognormal {
  varying<Q> median, p99, max;

  static constexpr auto schema() {
    return describe(
        "lognormal",
        "What latencies mostly look like.",
        required(&lognormal::median, "median", "half are below", positive<Q>()),
        required(&lognormal::p99, "p99", "99 % are below", positive<Q>()),
        required(&lognormal::max, "max", why_max, positive<Q>())
    );
  }
  void check(checker& in) const {
    ascending(in, "median", median, "p99", p99);
    ascending(in, "median", median, "max", max);
  }
};

template <class Q>
struct exponential {
  varying<Q> mean, max;

  static constexpr auto schema() {
    return describe(
        "exponential",
        "The time to the next of many independent events.",
        required(&exponential::mean, "mean", "before it is cut", positive<Q>()),
        required(&exponential::max, "max", why_max, positive<Q>())
    );
  }
};

template <class Q>
struct pareto {
  varying<Q> scale;
  varying<double> shape;
  varying<Q> max;

  static constexpr auto schema() {
    return describe(
        "pareto",
        "A heavy tail.",
        required(&pareto::scale, "scale", "the smallest value", positive<Q>()),
        required(&pareto::shape, "shape", "the smaller, the heavier; 1.5 is heavy", {.above = 0}),
        required(&pareto::max, "max", why_max, positive<Q>())
    );
  }
  void check(checker& in) const { ascending(in, "scale", scale, "max", max); }
};

template <class Q>
struct weibull {
  varying<Q> scale;
  varying<double> shape;
  varying<Q> max;

  static constexpr auto schema() {
    return describe(
        "weibull",
        "A tail of chosen weight.",
        required(&weibull::scale, "scale", "63 % are below", positive<Q>()),
        required(&weibull::shape, "shape", "below 1 heavier than exponential", {.above = 0}),
        required(&weibull::max, "max", why_max, positive<Q>())
    );
  }
};

template <class Q>
struct empirical {
  std::map<std::string, Q> quantiles;
  std::optional<std::string> file, column, unit;
  Q max{};

  static constexpr auto schema() {
    return describe(
        "empirical",
        "What was measured: straight lines between quantiles.",
        optional(
            &empirical::quantiles,
            "quantiles",
            "`p50`, `p99`, `p999` and so on",
            {.not_empty = true}
        ),
        optional(&empirical::file, "file", "a CSV with a header, in place of quantiles"),
        optional(&empirical::column, "column", "its column"),
        optional(&empirical::unit, "unit", "of the numbers in the column"),
        required(&empirical::max, "max", why_max, positive<Q>())
    );
  }
  void check(checker& in) const {
    in.exactly_one({"quantiles", "file"});
    in.together({"file", "column", "unit"});
    if (in.given("quantiles")) check_quantiles(in, in_time(quantiles), in_time(max), &text_of<Q>);
  }
};

template <class Q>
struct wave {
  distribution::wave_law::form shape = distribution::wave_law::form::sine;
  varying<Q> base, amplitude;
  varying<duration> period;

  static constexpr auto schema() {
    return describe(
        "wave",
        "Up and down with time, not at random.",
        required(&wave::shape, "shape", "of one period"),
        required(&wave::base, "base", "the middle", any_value<Q>()),
        required(&wave::amplitude, "amplitude", "how far up and down from it"),
        required(&wave::period, "period", "of one up and down", positive<duration>())
    );
  }
};

struct never {
  static constexpr auto schema() { return describe("never", "No answer at all."); }
};

template <class Q>
struct part;

template <class Q>
struct mixture {
  std::vector<part<Q>> parts;

  static constexpr auto schema() {
    return describe(
        "mixture",
        "One of several, each with its weight.",
        required(
            &mixture::parts,
            "parts",
            "a `weight` and a distribution each",
            {.not_empty = true}
        )
    );
  }
};

template <class Q>
struct any {
  static constexpr std::string_view definition =
      std::is_same_v<Q, size> ? "size_distribution" : "distribution";
  std::variant<
      fixed<Q>,
      uniform<Q>,
      normal<Q>,
      lognormal<Q>,
      exponential<Q>,
      pareto<Q>,
      weibull<Q>,
      empirical<Q>,
      wave<Q>,
      never,
      mixture<Q>>
      shape;

  static constexpr auto schema() {
    return describe(
        "distribution",
        "A random quantity, in terms people have.",
        one_of(&any::shape, "dist", "the law, such as \"lognormal\"")
    );
  }
};

template <class Q>
struct part {
  static constexpr std::string_view definition = std::is_same_v<Q, size> ? "size_part" : "part";
  double weight = 1;
  any<Q> of;

  static constexpr auto schema() {
    return describe(
        "part",
        "One part of a mixture.",
        required(&part::weight, "weight", "how often, against the others", {.above = 0}),
        inlined(&part::of)
    );
  }
};

}  // namespace surgeline::config::forms
