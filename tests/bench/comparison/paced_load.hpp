#pragma once

#include <cstddef>
#include <vector>

#include "bench/comparison/caller.hpp"
#include "bench/comparison/poller.hpp"
#include "surgeline/core/endpoint.hpp"
#include "surgeline/core/time.hpp"

namespace surgeline::bench {

/// Requests at a fixed pace, whatever becomes of the answers: one after another, each on the connection that has rested
/// longest. A connection whose answer is still out sits its turn out.
class paced_load {
 public:
  /// `what` must outlive it.
  paced_load(const endpoint& where, const dialogue& what, std::size_t connections);

  /// Asks every `pause` for that long, and waits for the last answers; how long each took.
  std::vector<duration> run(duration pause, duration span);

 private:
  struct connection {
    caller line;
    duration asked{};  // when; 0 while nothing is out
  };

  void ask_next();
  void hear_all(duration longest, std::vector<duration>& took);

  std::vector<connection> connections_;
  std::size_t next_ = 0, out_ = 0;
  poller ready_;
};

}  // namespace surgeline::bench
