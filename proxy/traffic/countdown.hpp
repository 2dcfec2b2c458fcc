#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <utility>

namespace surgeline::traffic {

/// Calls `all_done` when every part has said that it is done; parts may say so on different threads.
class countdown {
 public:
  countdown(std::size_t parts, std::function<void()> all_done)
      : left_(parts), all_done_(std::move(all_done)) {}
  void one_done() {
    if (left_.fetch_sub(1) == 1 && all_done_) all_done_();
  }

 private:
  std::atomic<std::size_t> left_;
  const std::function<void()> all_done_;
};

}  // namespace surgeline::traffic
