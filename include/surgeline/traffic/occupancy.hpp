#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace surgeline::traffic {

/// One of the connections that something has (a proxy, an upstream endpoint): counted while it exists, on whichever worker.
class occupancy {
 public:
  using count = std::atomic<std::uint32_t>;

  occupancy() = default;
  explicit occupancy(count& open) : open_(&open) { open.fetch_add(1, std::memory_order_relaxed); }
  /// One more, if there are fewer than `limit`; else nothing.
  static occupancy below(std::size_t limit, count& open) {
    occupancy one;
    if (open.fetch_add(1, std::memory_order_relaxed) < limit)
      one.open_ = &open;
    else
      open.fetch_sub(1, std::memory_order_relaxed);
    return one;
  }
  explicit operator bool() const { return open_ != nullptr; }
  occupancy(occupancy&& other) noexcept : open_(std::exchange(other.open_, nullptr)) {}
  occupancy& operator=(occupancy&& other) noexcept {
    std::swap(open_, other.open_);
    return *this;
  }
  ~occupancy() {
    if (open_ != nullptr) open_->fetch_sub(1, std::memory_order_relaxed);
  }

 private:
  count* open_ = nullptr;
};

}  // namespace surgeline::traffic
