#pragma once

#include <atomic>
#include <cstdint>
#include <utility>

namespace surgeline::traffic {

/// One of the connections that an upstream endpoint has: counted while it exists, on whichever worker.
class seat {
 public:
  using count = std::atomic<std::uint32_t>;

  seat() = default;
  explicit seat(count& open) : open_(&open) { open.fetch_add(1, std::memory_order_relaxed); }
  seat(seat&& other) noexcept : open_(std::exchange(other.open_, nullptr)) {}
  seat& operator=(seat&& other) noexcept {
    std::swap(open_, other.open_);
    return *this;
  }
  ~seat() {
    if (open_ != nullptr) open_->fetch_sub(1, std::memory_order_relaxed);
  }

 private:
  count* open_ = nullptr;
};

}  // namespace surgeline::traffic
