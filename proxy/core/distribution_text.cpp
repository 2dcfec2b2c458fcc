#include <fmt/format.h>

#include "surgeline/core/distribution.hpp"
#include "surgeline/core/units.hpp"

namespace surgeline {

namespace {

using dist = distribution;

std::string said(duration value) { return format(value); }
std::string said(double value) { return fmt::format("{}", value); }

/// A constant, or the corners of a ramp: `5ms→120ms`.
template <class T>
std::string said(const varying<T>& value) {
  if (value.is_constant()) return said(value.at({}));
  std::string all;
  for (const auto& point : value.points()) all += (all.empty() ? "" : "→") + said(point.value);
  return all;
}

/// ` max 5s`, or nothing where there is no cut.
std::string cut(const varying<duration>& max) {
  return max == varying<duration>(forever) ? "" : " max " + said(max);
}

struct sayer {
  std::string operator()(const dist::fixed_law& law) const { return said(law.value); }
  std::string operator()(const dist::uniform_law& law) const {
    return fmt::format("uniform min {} max {}", said(law.min), said(law.max));
  }
  std::string operator()(const dist::normal_law& law) const {
    const std::string min = law.min == varying<duration>{} ? "" : " min " + said(law.min);
    return fmt::format(
        "normal mean {} stddev {}{}{}",
        said(law.mean),
        said(law.stddev),
        min,
        cut(law.max)
    );
  }
  std::string operator()(const dist::lognormal_law& law) const {
    return fmt::format(
        "lognormal median {} p99 {}{}",
        said(law.median),
        said(law.p99),
        cut(law.max)
    );
  }
  std::string operator()(const dist::exponential_law& law) const {
    return fmt::format("exponential mean {}{}", said(law.mean), cut(law.max));
  }
  std::string operator()(const dist::pareto_law& law) const {
    return fmt::format(
        "pareto scale {} shape {}{}",
        said(law.scale),
        said(law.shape),
        cut(law.max)
    );
  }
  std::string operator()(const dist::weibull_law& law) const {
    return fmt::format(
        "weibull scale {} shape {}{}",
        said(law.scale),
        said(law.shape),
        cut(law.max)
    );
  }
  std::string operator()(const dist::empirical_law& law) const {
    constexpr std::size_t most = 8;  // a measured file may bring hundreds
    std::string text = "empirical";
    if (law.quantiles.size() > most)
      text += fmt::format(" {} quantiles", law.quantiles.size());
    else {
      for (const auto& [part, value] : law.quantiles) {
        std::string percent = format(share{part});
        percent.pop_back();
        text += fmt::format(" p{} {}", percent, said(value));
      }
    }
    return text + " max " + said(highest(law));
  }
  std::string operator()(const dist::wave_law& law) const {
    const char* const shapes[] = {"sine", "square", "saw", "triangle"};
    return fmt::format(
        "{} wave base {} amplitude {} period {}",
        shapes[static_cast<std::size_t>(law.shape)],
        said(law.base),
        said(law.amplitude),
        said(law.period)
    );
  }
  std::string operator()(const dist::never_law&) const { return "never"; }
  std::string operator()(const dist::mixture_law& law) const {
    double total = 0;
    for (const dist::part& each : law.parts) total += each.weight;
    std::string text;
    for (const dist::part& each : law.parts) {
      text += fmt::format(
          "{}{:.3g}% {}",
          text.empty() ? "" : ", ",
          100 * each.weight / total,
          each.of.text()
      );
    }
    return "mixture (" + text + ")";
  }

 private:
  static duration highest(const dist::empirical_law& law) { return distribution(law).highest(); }
};

}  // namespace

std::string distribution::text() const { return std::visit(sayer{}, law_); }

}  // namespace surgeline
