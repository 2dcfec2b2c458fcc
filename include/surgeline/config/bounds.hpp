#pragma once

#include <concepts>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "surgeline/core/distribution.hpp"
#include "surgeline/core/endpoint.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/core/units.hpp"
#include "surgeline/core/varying.hpp"

namespace surgeline::config {

/// What a number or a duration may be. Sizes are bounded in bytes, rates and bandwidths per second,
/// shares as 0..1, distributions by their smallest and largest value, lists in each element.
template <class Limit>
struct bounds {
  std::optional<Limit> min{};    ///< at least
  std::optional<Limit> max{};    ///< at most
  std::optional<Limit> above{};  ///< more than
  std::optional<Limit> below{};  ///< less than
  bool negative = false;         ///< durations below zero are fine; else they are a problem
  bool not_empty = false;        ///< of a list or a map: at least one
};

/// What a text may be.
struct text_bounds {
  bool id = false;         ///< `[a-z][a-z0-9-]*`, at most 63 characters
  bool not_empty = false;  ///< the list, if it is one; else the text
};

/// What an address may be.
struct endpoint_bounds {
  bool any_port = false;   ///< port 0 is fine: a listener takes any free one
  bool not_empty = false;  ///< of a list: at least one
};

/// What anything else may be.
struct other_bounds {
  bool not_empty = false;  ///< of a list or a map: at least one
};

/// One value stands for a list of one: `proxy = "edge"` or `proxy = ["edge", "to-stock"]`.
template <class T>
struct one_or_more : std::vector<T> {
  using std::vector<T>::vector;
};

/// A distribution of sizes: a nanosecond of `bytes` is one byte.
struct size_distribution {
  distribution bytes;
  bool operator==(const size_distribution&) const = default;
};

namespace detail {

template <class T>
struct bounds_of {
  using type = other_bounds;
};
template <class T>
  requires(std::integral<T> && !std::same_as<T, bool>)
struct bounds_of<T> {
  using type = bounds<std::int64_t>;
};
template <std::floating_point T>
struct bounds_of<T> {
  using type = bounds<double>;
};
template <>
struct bounds_of<duration> {
  using type = bounds<duration>;
};
template <>
struct bounds_of<distribution> : bounds_of<duration> {};
template <>
struct bounds_of<size_distribution> : bounds_of<double> {};
template <>
struct bounds_of<size> : bounds_of<double> {};
template <>
struct bounds_of<rate> : bounds_of<double> {};
template <>
struct bounds_of<bandwidth> : bounds_of<double> {};
template <>
struct bounds_of<share> : bounds_of<double> {};
template <>
struct bounds_of<std::string> {
  using type = text_bounds;
};
template <>
struct bounds_of<endpoint> {
  using type = endpoint_bounds;
};
template <class T>
struct bounds_of<varying<T>> : bounds_of<T> {};
template <class T>
struct bounds_of<std::optional<T>> : bounds_of<T> {};
template <class T>
struct bounds_of<std::vector<T>> : bounds_of<T> {};
template <class T>
struct bounds_of<one_or_more<T>> : bounds_of<T> {};
template <class T>
struct bounds_of<std::map<std::string, T>> : bounds_of<T> {};

}  // namespace detail

/// The bounds that fit a member of type `T`.
template <class T>
using bounds_for = typename detail::bounds_of<T>::type;

}  // namespace surgeline::config
