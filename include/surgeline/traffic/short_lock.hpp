#pragma once

#include <atomic>
#include <thread>

namespace surgeline::traffic {

/// A mutex for what takes a fraction of a microsecond and hardly ever meets: taking it is one atomic operation, and giving it
/// back none. Whoever finds it taken looks again, and soon lets others run, for its owner may have been interrupted.
class short_lock {
 public:
  void lock() noexcept {
    while (!try_lock()) {
      for (int looks = 0; is_taken_.load(std::memory_order_relaxed); ++looks) {
        if (looks >= patience) std::this_thread::yield();
      }
    }
  }
  bool try_lock() noexcept { return !is_taken_.exchange(true, std::memory_order_acquire); }
  void unlock() noexcept { is_taken_.store(false, std::memory_order_release); }

 private:
  static constexpr int patience = 100;
  std::atomic<bool> is_taken_ = false;
};

}  // namespace surgeline::traffic
