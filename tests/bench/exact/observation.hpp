#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "bench/exact/round_trips.hpp"

namespace surgeline::bench {

/// How late this machine lets things be in these minutes, in ms.
struct lateness {
  std::vector<double> sleeper;  ///< of a bare timer
  std::vector<double> plain;    ///< of requests with nothing armed

  /// What that share of delayed requests should not exceed: a bare timer's lateness, a plain request, and the time that
  /// the proxy's timers wait for company.
  double at(double share) const;
  /// The same in words.
  std::string text(double share) const;
};

/// What requests took with something armed, by connection; and how late they may be.
struct observation {
  std::vector<std::vector<duration>> took;
  lateness allowed;
};

/// Requests with nothing armed, then after `arm`, with bare timers beside them that sleep for `span`.
observation observe(
    place& here,
    std::span<line> lines,
    rhythm how,
    duration span,
    std::string_view what,
    const std::function<void()>& arm
);

/// In ms.
double milliseconds(duration span);

}  // namespace surgeline::bench
