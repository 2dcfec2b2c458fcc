#pragma once

#include <cstddef>
#include <thread>
#include <vector>

#include "surgeline/core/time.hpp"

namespace surgeline::bench {

/// Threads that do nothing but sleep, while this exists: how late a bare timer is on this machine in these minutes.
class sleepers {
 public:
  /// Each sleeps for `span`, again and again.
  sleepers(std::size_t count, duration span);
  /// Ends them; how much later than asked each has woken each time, in ms.
  std::vector<double> late();

 private:
  std::vector<std::vector<double>> late_;
  std::vector<std::jthread> threads_;
};

}  // namespace surgeline::bench
