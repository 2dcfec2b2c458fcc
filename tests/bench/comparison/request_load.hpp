#pragma once

#include <cstddef>
#include <vector>

#include "bench/comparison/caller.hpp"
#include "bench/comparison/poller.hpp"
#include "surgeline/core/endpoint.hpp"
#include "surgeline/core/time.hpp"

namespace surgeline::bench {

/// Connections that stay open; on each the next request follows the answer to the one before.
class request_load {
 public:
  /// `what` must outlive it.
  request_load(const endpoint& where, const dialogue& what, std::size_t connections);

  /// Keeps every connection busy for that long, and waits for the last answers; how many came.
  std::size_t run(duration span);
  /// In lock step: one request on each, then all their answers, so many times.
  void march(std::size_t times);

 private:
  std::vector<caller> connections_;
  poller ready_;
};

}  // namespace surgeline::bench
