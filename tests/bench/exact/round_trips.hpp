#pragma once

#include <queue>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "bench/comparison/poller.hpp"
#include "bench/exact/place.hpp"

namespace surgeline::bench {

/// Bytes of a request, and of its answer.
inline constexpr std::size_t request_size = 128;

/// How a load asks.
struct rhythm {
  std::size_t requests = 0;  ///< on each connection, one after the other
  duration period{};         ///< from one to the next, or when the answer comes if that is later
};

/// Small requests on many connections, spread evenly over the period, and their answers: this thread is every client and
/// every upstream.
class round_trips {
 public:
  explicit round_trips(std::span<line> lines);

  /// Asks everything and hears everything; how long each took, by connection, in their order.
  std::vector<std::vector<duration>> run(rhythm how, std::string_view what);

 private:
  using turn = std::pair<duration, std::size_t>;  // when, and which line

  void ask_next();
  void take(const epoll_event& event);

  std::span<line> lines_;
  rhythm how_;
  poller ready_;
  std::vector<std::vector<duration>> took_;
  std::vector<duration> asked_;      // by line
  std::vector<duration> next_turn_;  // of a line whose answer is out
  std::priority_queue<turn, std::vector<turn>, std::greater<>> turns_;
  std::size_t left_ = 0;  // answers
};

}  // namespace surgeline::bench
