#pragma once

#include <mutex>
#include <utility>

namespace surgeline::metrics {

/// What one thread puts up now and then and any thread may read: as it was last put up, and whole.
template <class T>
class published {
 public:
  void put(T value) {
    const std::scoped_lock lock(mutex_);
    value_ = std::move(value);
  }
  T read() const {
    const std::scoped_lock lock(mutex_);
    return value_;
  }

 private:
  mutable std::mutex mutex_;
  T value_{};
};

}  // namespace surgeline::metrics
