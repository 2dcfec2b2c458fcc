#include "surgeline/core/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "laws.hpp"
#include "surgeline/core/parameters.hpp"

namespace surgeline {

namespace {

using dist = distribution;

// The largest double below 1: where a draw of 1 or more is held.
constexpr double almost_one = 1 - 0x1.0p-53;

/// The parameters of the continuous laws at one moment, as numbers of seconds.
laws::normal at(const dist::normal_law& law, duration t) {
  return {
      seconds(law.mean.at(t)),
      seconds(law.stddev.at(t)),
      seconds(law.min.at(t)),
      seconds(law.max.at(t))
  };
}
laws::lognormal at(const dist::lognormal_law& law, duration t) {
  return {seconds(law.median.at(t)), seconds(law.p99.at(t)), seconds(law.max.at(t))};
}
laws::exponential at(const dist::exponential_law& law, duration t) {
  return {seconds(law.mean.at(t)), seconds(law.max.at(t))};
}
laws::pareto at(const dist::pareto_law& law, duration t) {
  return {seconds(law.scale.at(t)), law.shape.at(t), seconds(law.max.at(t))};
}
laws::weibull at(const dist::weibull_law& law, duration t) {
  return {seconds(law.scale.at(t)), law.shape.at(t), seconds(law.max.at(t))};
}

/// The corners of an empirical law: what was given, with its beginning and its end.
template <class Each>
void each_piece(const dist::empirical_law& law, Each&& each) {
  std::pair<double, duration> from{0, {}};
  for (const auto& to : law.quantiles) {
    if (to.first > from.first) each(from, to);
    from = to;
  }
  if (from.first < 1) each(from, std::pair{1.0, std::max(from.second, law.max)});
}

double total_weight(const dist::mixture_law& law) {
  double total = 0;
  for (const dist::part& each : law.parts) total += std::max(0.0, each.weight);
  return total;
}

duration wave_at(const dist::wave_law& law, duration t) {
  const double period = seconds(law.period.at(t));
  const double turns = period > 0 ? seconds(t) / period : 0;
  const double phase = turns - std::floor(turns);
  double height = 0;
  switch (law.shape) {
    case dist::wave_law::form::sine:
      height = std::sin(2 * std::numbers::pi * phase);
      break;
    case dist::wave_law::form::square:
      height = phase < 0.5 ? 1 : -1;
      break;
    case dist::wave_law::form::saw:
      height = 2 * phase - 1;
      break;
    case dist::wave_law::form::triangle:
      height = 1 - 4 * std::abs(phase < 0.75 ? phase - 0.25 : phase - 1.25);
      break;
  }
  return from_seconds(std::max(0.0, seconds(law.base.at(t)) + seconds(law.amplitude.at(t)) * height)
  );
}

/// The u-quantile of a law at one moment.
struct sampler {
  double u;
  duration t;

  duration operator()(const dist::fixed_law& law) const { return law.value.at(t); }
  duration operator()(const dist::uniform_law& law) const {
    const double low = seconds(law.min.at(t));
    return from_seconds(low + u * std::max(0.0, seconds(law.max.at(t)) - low));
  }
  duration operator()(const dist::empirical_law& law) const {
    duration found = law.quantiles.empty() ? duration{} : law.quantiles.front().second;
    each_piece(law, [&](const auto& from, const auto& to) {
      if (u < from.first) return;
      const double x = std::min(1.0, (u - from.first) / (to.first - from.first));
      found = from_seconds(seconds(from.second) + x * seconds(to.second - from.second));
    });
    return found;
  }
  duration operator()(const dist::wave_law& law) const { return wave_at(law, t); }
  duration operator()(const dist::never_law&) const { return forever; }
  duration operator()(const dist::mixture_law& law) const {
    double left = u * total_weight(law);
    const dist::part* last = nullptr;
    for (const dist::part& each : law.parts) {
      if (!(each.weight > 0)) continue;
      if (left < each.weight) return each.of.sample(left / each.weight, t);
      left -= each.weight;
      last = &each;
    }
    return last == nullptr ? duration{}
                           : last->of.sample(almost_one, t);  // rounding ate the last of `left`
  }
  duration operator()(const auto& law) const { return from_seconds(at(law, t).quantile(u)); }
};

/// The mean of a law at one moment, in seconds.
struct averager {
  duration t;

  double operator()(const dist::fixed_law& law) const { return seconds(law.value.at(t)); }
  double operator()(const dist::uniform_law& law) const {
    const double low = seconds(law.min.at(t));
    return (low + std::max(low, seconds(law.max.at(t)))) / 2;
  }
  double operator()(const dist::empirical_law& law) const {
    double sum = 0;
    each_piece(law, [&](const auto& from, const auto& to) {
      sum += (to.first - from.first) * (seconds(from.second) + seconds(to.second)) / 2;
    });
    return sum;
  }
  double operator()(const dist::wave_law& law) const { return seconds(wave_at(law, t)); }
  double operator()(const dist::never_law&) const { return seconds(forever); }
  double operator()(const dist::mixture_law& law) const {
    double sum = 0;
    for (const dist::part& each : law.parts) {
      if (each.weight > 0) sum += each.weight * std::visit(*this, each.of.shape());
    }
    return sum == 0 ? 0 : sum / total_weight(law);
  }
  double operator()(const auto& law) const { return at(law, t).expected(); }
};

/// The smallest and the largest value of a law at one moment.
struct ranger {
  using range = std::pair<duration, duration>;
  duration t;

  range operator()(const dist::mixture_law& law) const {
    range all{forever, -forever};
    for (const dist::part& each : law.parts) {
      if (!(each.weight > 0)) continue;
      const auto [low, high] = std::visit(*this, each.of.shape());
      all = {std::min(all.first, low), std::max(all.second, high)};
    }
    return all.first > all.second ? range{} : all;
  }
  range operator()(const auto& law) const { return {sampler{0, t}(law), sampler{1, t}(law)}; }
};

/// Whether a law is the same at all times.
struct steadiness {
  template <class T>
  static bool is_flat(const varying<T>& value) {
    return std::all_of(value.points().begin(), value.points().end(), [&](const auto& point) {
      return point.value == value.points().front().value;
    });
  }

  bool operator()(const dist::wave_law& law) const {
    return is_flat(law.base) && is_flat(law.amplitude) && law.amplitude.at({}) == duration::zero();
  }
  bool operator()(const dist::mixture_law& law) const {
    return std::all_of(law.parts.begin(), law.parts.end(), [&](const dist::part& each) {
      return std::visit(*this, each.of.shape());
    });
  }
  bool operator()(const auto& law) const {
    return std::apply(
        [](const auto&... each) { return (is_flat(each) && ...); },
        parameters_of(law)
    );
  }
};

}  // namespace

duration distribution::sample(double u, duration elapsed) const {
  return std::visit(sampler{std::clamp(u, 0.0, almost_one), elapsed}, law_);
}

duration distribution::mean(duration elapsed) const {
  return from_seconds(std::visit(averager{elapsed}, law_));
}

duration distribution::lowest(duration elapsed) const {
  return std::visit(ranger{elapsed}, law_).first;
}

duration distribution::highest(duration elapsed) const {
  return std::visit(ranger{elapsed}, law_).second;
}

bool distribution::is_fixed() const {
  return std::visit(steadiness{}, law_) && lowest() == highest();
}

}  // namespace surgeline
