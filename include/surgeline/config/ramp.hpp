#pragma once

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "surgeline/config/codec.hpp"
#include "surgeline/config/enums.hpp"

template <>
inline constexpr auto surgeline::config::names<surgeline::curve> = std::array{
    named{surgeline::curve::linear, "linear", "straight from point to point"},
    named{surgeline::curve::step, "step", "each value until the next point"},
    named{surgeline::curve::exponential, "exponential", "by the same factor in the same time"},
    named{surgeline::curve::smooth, "smooth", "slow at both ends"},
};

namespace surgeline::config {

/// A ramp of which the values are not read yet.
struct raw_ramp {
  std::vector<std::pair<duration, const value*>> points;
  const value* list = nullptr;  ///< the points as written
  curve shape = curve::linear;
  bool hold = true;
};

/// Whether a value is a table with a `ramp`, and no distribution.
bool is_ramp(const value& from);
/// Two points or more, times ascending; empty with problems.
std::optional<raw_ramp> read_ramp(const value& from, reader& in);
/// A ramp as it is written.
value write_ramp(array points, curve shape, bool hold);
/// The JSON Schema of what may ramp.
value ramp_schema(value of_values);

/// A constant, or `{ ramp = [["0s", …], ["30s", …]], curve = "linear", hold = true }`.
template <class T>
struct codec<varying<T>> {
  using limits = bounds_for<T>;
  using point = typename varying<T>::point;

  static bool read(const value& from, varying<T>& into, reader& in, const limits& within = {}) {
    if (!is_ramp(from)) {
      T constant{};
      if (!read_value(from, constant, in, within)) return false;
      into = varying<T>(std::move(constant));
      return true;
    }
    const auto ramp = read_ramp(from, in);
    if (!ramp) return false;
    bool fine = true;
    std::vector<point> points(ramp->points.size());
    const auto list = in.enter("ramp", *ramp->list);
    for (std::size_t i = 0; i < points.size(); ++i) {
      const auto here = in.enter(i, *ramp->points[i].second);
      points[i].at = ramp->points[i].first;
      fine = read_value(*ramp->points[i].second, points[i].value, in, within) && fine;
    }
    if (fine) into = varying<T>(std::move(points), ramp->shape, ramp->hold);
    return fine;
  }
  static value write(const varying<T>& from) {
    if (from.is_constant()) return write_value(from.at({}));
    array points;
    for (const point& each : from.points()) {
      points.emplace_back(array{write_value(each.at), write_value(each.value)});
    }
    return write_ramp(std::move(points), from.shape(), from.hold());
  }
  static bool fits(const value& from) { return is_ramp(from) || fits_value<T>(from); }
  static std::string type_name(const limits& within = {}) { return type_name_of<T>(within) + " ↗"; }
  static value json_schema(const limits& within = {}) {
    return ramp_schema(json_schema_of<T>(within));
  }
};

}  // namespace surgeline::config
