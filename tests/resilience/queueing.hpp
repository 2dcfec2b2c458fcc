#pragma once

#include <optional>
#include <vector>

#include "support/at.hpp"
#include "support/print.hpp"
#include "surgeline/resilience/queue.hpp"

/// What the tests of queues share: a queue of numbers that remembers whom it dropped.
namespace surgeline::resilience {

using namespace std::chrono_literals;

struct numbered {
  explicit numbered(const queue_terms& terms) : waiting(terms) {}

  queue<int>::admission come(int who, time_point when = at(0ms)) {
    return waiting.offer(who, when);
  }
  std::optional<int> next(time_point when = at(0ms)) {
    return waiting.next(when, [this](int late) { dropped.push_back(late); });
  }
  /// Everyone who is served when all are at one moment, in order.
  std::vector<int> rest(time_point when = at(0ms)) {
    std::vector<int> all;
    while (const auto one = next(when)) all.push_back(*one);
    return all;
  }

  queue<int> waiting;
  std::vector<int> dropped;
};

}  // namespace surgeline::resilience
