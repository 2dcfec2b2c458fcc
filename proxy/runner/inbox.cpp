#include "surgeline/runner/inbox.hpp"

#include <utility>

namespace surgeline::runner {

void inbox::post(std::function<void()> task) {
  const std::lock_guard hold(mutex_);
  tasks_.push_back(std::move(task));
  came_.notify_one();
}

void inbox::work_until(net::real_time when) {
  std::vector<std::function<void()>> tasks;
  {
    std::unique_lock hold(mutex_);
    came_.wait_until(hold, when, [this] { return !tasks_.empty(); });
    tasks.swap(tasks_);
  }
  for (const auto& task : tasks) task();
}

}  // namespace surgeline::runner
