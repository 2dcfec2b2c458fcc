#include "surgeline/app/side_by_side.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "surgeline/app/interrupt.hpp"

namespace surgeline::app {

void side_by_side(
    std::size_t count,
    std::size_t at_once,
    const std::function<void(std::size_t)>& work,
    const std::function<void(std::size_t)>& meanwhile
) {
  std::mutex lock;
  std::condition_variable changed;
  const std::size_t threads = std::min<std::size_t>(
      count,
      at_once > 0 ? at_once : std::max(1U, std::thread::hardware_concurrency())
  );
  std::size_t next = 0, done = 0, at_work = threads;
  const auto take = [&] {
    const std::lock_guard alone(lock);
    return interrupted() ? count : std::min(next++, count);
  };
  const auto worker = [&] {
    for (std::size_t i = take(); i < count; i = take()) {
      work(i);
      const std::lock_guard alone(lock);
      ++done;
    }
    const std::lock_guard alone(lock);
    --at_work;
    changed.notify_one();
  };
  std::vector<std::jthread> workers;
  for (std::size_t i = 0; i < threads; ++i) workers.emplace_back(worker);
  std::unique_lock guard(lock);
  while (!changed.wait_for(guard, std::chrono::milliseconds{100}, [&] { return at_work == 0; })) {
    const std::size_t so_far = done;
    guard.unlock();
    meanwhile(so_far);
    guard.lock();
  }
}

}  // namespace surgeline::app
