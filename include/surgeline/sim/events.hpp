#pragma once

#include <cstdint>
#include <queue>
#include <vector>

#include "surgeline/core/time.hpp"

namespace surgeline::sim {

/// The future of a simulation: events in order of time, and of their making where times are equal.
template <class What>
class events {
 public:
  /// Something that will happen.
  struct event {
    time_point at;
    std::uint64_t ordinal;
    What what;
    bool operator>(const event& other) const {
      return at != other.at ? at > other.at : ordinal > other.ordinal;
    }
  };

  void add(time_point at, What what) {
    if (at != never) future_.push({at, made_++, what});
  }
  bool empty() const { return future_.empty(); }
  /// Takes the next event out.
  event next() {
    event first = future_.top();
    future_.pop();
    return first;
  }
  /// Events made so far.
  std::uint64_t made() const { return made_; }

 private:
  std::priority_queue<event, std::vector<event>, std::greater<>> future_;
  std::uint64_t made_ = 0;
};

}  // namespace surgeline::sim
