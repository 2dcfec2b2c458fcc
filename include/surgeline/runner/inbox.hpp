#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <vector>

#include "surgeline/net/clock.hpp"

namespace surgeline::runner {

/// What other threads have for the one that controls a run: tasks, done there in the order they came.
class inbox {
 public:
  /// Leaves a task. Any thread may call.
  void post(std::function<void()> task);
  /// Does what has come; else waits for something to come, until `when` at the latest.
  void work_until(net::real_time when);

 private:
  std::mutex mutex_;
  std::condition_variable came_;
  std::vector<std::function<void()>> tasks_;
};

}  // namespace surgeline::runner
