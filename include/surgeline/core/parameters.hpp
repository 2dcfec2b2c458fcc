#pragma once

#include <concepts>
#include <tuple>
#include <variant>

#include "surgeline/core/distribution.hpp"

namespace surgeline {

/// The parameters of a law that may ramp, as a tuple of references; those of a mixture are its parts'.
inline auto parameters_of(const distribution::fixed_law& law) { return std::tie(law.value); }
inline auto parameters_of(const distribution::uniform_law& law) {
  return std::tie(law.min, law.max);
}
inline auto parameters_of(const distribution::normal_law& law) {
  return std::tie(law.mean, law.stddev, law.min, law.max);
}
inline auto parameters_of(const distribution::lognormal_law& law) {
  return std::tie(law.median, law.p99, law.max);
}
inline auto parameters_of(const distribution::exponential_law& law) {
  return std::tie(law.mean, law.max);
}
inline auto parameters_of(const distribution::pareto_law& law) {
  return std::tie(law.scale, law.shape, law.max);
}
inline auto parameters_of(const distribution::weibull_law& law) {
  return std::tie(law.scale, law.shape, law.max);
}
inline auto parameters_of(const distribution::wave_law& law) {
  return std::tie(law.base, law.amplitude, law.period);
}
inline auto parameters_of(const distribution::empirical_law&) { return std::tie(); }
inline auto parameters_of(const distribution::never_law&) { return std::tie(); }

/// Calls `see` with every parameter of a distribution that may ramp, those of its parts too.
template <class See>
void for_each_parameter(const distribution& of, const See& see) {
  const auto look = [&]<class Law>(const Law& law) {
    if constexpr (std::same_as<Law, distribution::mixture_law>) {
      for (const distribution::part& each : law.parts) for_each_parameter(each.of, see);
    } else {
      std::apply([&](const auto&... each) { (see(each), ...); }, parameters_of(law));
    }
  };
  std::visit(look, of.shape());
}

}  // namespace surgeline
