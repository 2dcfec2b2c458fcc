#pragma once

#include <string>

#include "surgeline/config/codec.hpp"

namespace surgeline::config {

/// A random quantity: one value, a ramp of values, or `{ dist = "lognormal", median = …, … }`.
/// Bounds hold for the smallest and the largest value it can have, at every time.
template <class T>
struct distribution_codec {
  using limits = bounds_for<T>;
  static bool read(const value& from, T& into, reader& in, const limits& within = {});
  static value write(const T& from);
  static bool fits(const value& from);
  static std::string type_name(const limits& within = {});
  static value json_schema(const limits& within = {});
};

template <>
struct codec<distribution> : distribution_codec<distribution> {};
template <>
struct codec<size_distribution> : distribution_codec<size_distribution> {};

extern template struct distribution_codec<distribution>;
extern template struct distribution_codec<size_distribution>;

}  // namespace surgeline::config
