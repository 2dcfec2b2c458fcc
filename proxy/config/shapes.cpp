#include "surgeline/config/shapes.hpp"

#include <fmt/format.h>

#include <set>
#include <type_traits>

#include "bounds_text.hpp"
#include "forms.hpp"
#include "surgeline/config/containers.hpp"
#include "surgeline/config/fold.hpp"
#include "surgeline/config/ramp.hpp"
#include "surgeline/config/schema_value.hpp"

namespace surgeline::config {

namespace {

using law = distribution::law;

/// What the file says as a law; remembers the corners of its ramps.
template <class Q>
struct to_law {
  const value& from;
  reader& in;
  std::set<duration> corners{duration{}};
  bool fine = true;

  template <class T>
  varying<T> noted(varying<T> of) {
    for (const auto& each : of.points()) corners.insert(each.at);
    return of;
  }
  varying<duration> time(const varying<Q>& of) { return noted(in_time(of)); }

  law operator()(const forms::fixed<Q>& is) { return distribution::fixed_law{time(is.value)}; }
  law operator()(const forms::uniform<Q>& is) {
    return distribution::uniform_law{time(is.min), time(is.max)};
  }
  law operator()(const forms::normal<Q>& is) {
    return distribution::normal_law{time(is.mean), time(is.stddev), time(is.min), time(is.max)};
  }
  law operator()(const forms::lognormal<Q>& is) {
    return distribution::lognormal_law{time(is.median), time(is.p99), time(is.max)};
  }
  law operator()(const forms::exponential<Q>& is) {
    return distribution::exponential_law{time(is.mean), time(is.max)};
  }
  law operator()(const forms::pareto<Q>& is) {
    return distribution::pareto_law{time(is.scale), noted(is.shape), time(is.max)};
  }
  law operator()(const forms::weibull<Q>& is) {
    return distribution::weibull_law{time(is.scale), noted(is.shape), time(is.max)};
  }
  law operator()(const forms::empirical<Q>& is) {
    const duration max = in_time(is.max);
    if (!is.file) return distribution::empirical_law{ordered(in_time(is.quantiles)), max};
    Q unit{};
    const value one("1" + *is.unit, place_of(from, {"unit"}));
    auto measured = !read_value(one, unit, in)
                        ? quantiles{}
                        : quantiles_of({*is.file, *is.column, in_time(unit), max}, from, in);
    fine = fine && !measured.empty();
    return distribution::empirical_law{std::move(measured), max};
  }
  law operator()(const forms::wave<Q>& is) {
    return distribution::wave_law{is.shape, time(is.base), time(is.amplitude), noted(is.period)};
  }
  law operator()(const forms::never&) { return distribution::never_law{}; }
  law operator()(const forms::mixture<Q>& is) {
    distribution::mixture_law mixed;
    for (const auto& each : is.parts)
      mixed.parts.push_back({each.weight, std::visit(*this, each.of.shape)});
    return mixed;
  }

  using quantiles = std::vector<std::pair<double, duration>>;
};

/// The way back, for `write`.
template <class Q>
struct from_law {
  using any = forms::any<Q>;
  static varying<Q> out(const varying<duration>& of) { return out_of_time<Q>(of); }

  any operator()(const distribution::fixed_law& is) const {
    return {forms::fixed<Q>{out(is.value)}};
  }
  any operator()(const distribution::uniform_law& is) const {
    return {forms::uniform<Q>{out(is.min), out(is.max)}};
  }
  any operator()(const distribution::normal_law& is) const {
    return {forms::normal<Q>{out(is.mean), out(is.stddev), out(is.min), out(is.max)}};
  }
  any operator()(const distribution::lognormal_law& is) const {
    return {forms::lognormal<Q>{out(is.median), out(is.p99), out(is.max)}};
  }
  any operator()(const distribution::exponential_law& is) const {
    return {forms::exponential<Q>{out(is.mean), out(is.max)}};
  }
  any operator()(const distribution::pareto_law& is) const {
    return {forms::pareto<Q>{out(is.scale), is.shape, out(is.max)}};
  }
  any operator()(const distribution::weibull_law& is) const {
    return {forms::weibull<Q>{out(is.scale), is.shape, out(is.max)}};
  }
  any operator()(const distribution::empirical_law& is) const {
    forms::empirical<Q> form;
    for (const auto& [at, of] : is.quantiles)
      form.quantiles[name_of_probability(at)] = out_of_time<Q>(of);
    form.max = out_of_time<Q>(is.max);
    return {std::move(form)};
  }
  any operator()(const distribution::wave_law& is) const {
    return {forms::wave<Q>{is.shape, out(is.base), out(is.amplitude), is.period}};
  }
  any operator()(const distribution::never_law&) const { return {forms::never{}}; }
  any operator()(const distribution::mixture_law& is) const {
    forms::mixture<Q> form;
    for (const auto& each : is.parts)
      form.parts.push_back({each.weight, std::visit(*this, each.of.shape())});
    return {std::move(form)};
  }
};

template <class T>
using quantity_of = std::conditional_t<std::is_same_v<T, distribution>, duration, size>;

const law& law_of(const distribution& of) { return of.shape(); }
const law& law_of(const size_distribution& of) { return of.bytes.shape(); }

bounds<duration> raw_bounds(const bounds<duration>& of) { return of; }
bounds<duration> raw_bounds(const bounds<double>& of) {
  const auto time = [](std::optional<double> bytes) {
    return bytes ? std::optional(in_time(size{static_cast<std::uint64_t>(*bytes)})) : std::nullopt;
  };
  return {
      .min = time(of.min),
      .max = time(of.max),
      .above = time(of.above),
      .below = time(of.below)
  };
}

/// A problem unless every value at every corner of its ramps keeps the bounds.
bool hold(
    const distribution& got,
    const std::set<duration>& corners,
    const bounds<duration>& within,
    limit_text<duration> text,
    const value& from,
    reader& in
) {
  const bounds<duration> lower{.min = within.min, .above = within.above},
      upper{.max = within.max, .below = within.below};
  for (const duration at : corners) {
    const duration low = got.lowest(at), high = got.highest(at);
    if (keeps(low, lower) && keeps(high, upper)) continue;
    const duration odd = keeps(low, lower) ? high : low;
    return in.reject(
        from,
        fmt::format(
            "must be {}, {} {}",
            in_words(within, text),
            got.is_fixed() ? "not" : "but can be",
            text(odd)
        )
    );
  }
  return true;
}

template <class Q>
bool read_form(const value& from, forms::any<Q>& form, reader& in) {
  if (from.as<table>() != nullptr && !is_ramp(from)) return read_value(from, form, in);
  forms::fixed<Q> one;
  if (!read_value(from, one.value, in, forms::any_value<Q>())) return false;
  form.shape = std::move(one);
  return true;
}

}  // namespace

template <class T>
bool distribution_codec<T>::read(const value& from, T& into, reader& in, const limits& within) {
  using quantity = quantity_of<T>;
  forms::any<quantity> form;
  if (!read_form(from, form, in)) return false;
  to_law<quantity> made{from, in};
  distribution got(std::visit(made, form.shape));
  if (!made.fine ||
      !hold(got, made.corners, with_zero(raw_bounds(within)), &text_of<quantity>, from, in))
    return false;
  into = T{std::move(got)};
  return true;
}

template <class T>
value distribution_codec<T>::write(const T& from) {
  using quantity = quantity_of<T>;
  const auto& shape = law_of(from);
  if (const auto* fixed = std::get_if<distribution::fixed_law>(&shape))
    return write_value(out_of_time<quantity>(fixed->value));
  return write_value(std::visit(from_law<quantity>{}, shape));
}

template <class T>
bool distribution_codec<T>::fits(const value& from) {
  return from.as<std::string>() != nullptr || from.as<table>() != nullptr;
}

template <class T>
std::string distribution_codec<T>::type_name(const limits& within) {
  const std::string range = in_symbols(raw_bounds(within), &text_of<quantity_of<T>>);
  const std::string name =
      std::is_same_v<T, distribution> ? "distribution" : "distribution of sizes";
  return range.empty() ? name : name + " " + range;
}

template <class T>
value distribution_codec<T>::json_schema(const limits&) {
  using quantity = quantity_of<T>;
  return any_schema({json_schema_of<varying<quantity>>(), json_schema_of<forms::any<quantity>>()});
}

template struct distribution_codec<distribution>;
template struct distribution_codec<size_distribution>;

}  // namespace surgeline::config
