#include "surgeline/report/axis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace surgeline::report {
namespace {

/// Steps of time axes, in seconds.
constexpr std::array time_steps{0.1,    0.2,    0.5,    1.0,     2.0,     5.0,     10.0,
                                15.0,   30.0,   60.0,   120.0,   300.0,   600.0,   900.0,
                                1800.0, 3600.0, 7200.0, 14400.0, 21600.0, 43200.0, 86400.0};

/// The smallest of 1, 2, 5, 10, 20, … that is not below `least`.
double round_step(double least) {
  const double power = std::pow(10, std::floor(std::log10(least)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (power * factor >= least * (1 - 1e-9)) return power * factor;
  }
  return power * 10;
}

std::vector<double> multiples(double step, double until) {
  std::vector<double> all;
  for (int i = 0; step * i <= until * (1 + 1e-9); ++i) all.push_back(step * i);
  return all;
}

}  // namespace

axis axis_for(double highest, std::size_t most) {
  if (!(highest > 0) || !std::isfinite(highest)) highest = 1;
  const double step = round_step(highest / static_cast<double>(std::max<std::size_t>(1, most)));
  const double top = step * std::ceil(highest / step * (1 - 1e-9));
  return {.top = top, .ticks = multiples(step, top)};
}

axis time_axis(double end, std::size_t most) {
  const double least = end / static_cast<double>(std::max<std::size_t>(1, most));
  const auto known = std::ranges::find_if(time_steps, [&](double each) { return each >= least; });
  const double step = known != time_steps.end() ? *known : round_step(least);
  return {.top = end, .ticks = multiples(step, end)};
}

std::string time_tick(double at, double end) {
  if (at == 0) return "0";
  if (end <= 900) return fmt::format("{:.6g} s", at);
  if (end <= 4 * 3600) return fmt::format("{:.6g} min", at / 60);
  return fmt::format("{:.6g} h", at / 3600);
}

}  // namespace surgeline::report
