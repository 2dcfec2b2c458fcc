#pragma once

#include <deque>

#include "surgeline/core/time.hpp"
#include "surgeline/net/clock.hpp"

namespace surgeline::sidecar {

/// The share of the last seconds in which a loop was busy, from how long it had waited whenever somebody looked.
class busy_share {
 public:
  /// What is older does not count.
  static constexpr std::chrono::seconds window{10};

  /// At `now` the loop had waited for so long in all; both only grow.
  void look(net::real_time now, duration waited);
  /// From 0 to 1, between the first and the last look of the window; 0 before there are two.
  double ratio() const;

 private:
  struct sight {
    net::real_time when;
    duration waited;
  };
  std::deque<sight> seen_;
};

}  // namespace surgeline::sidecar
