#pragma once

#include <atomic>
#include <cstdint>

namespace surgeline::metrics {

/// A number that one thread counts and any thread may read: costs its writer what a plain integer costs, and its reader
/// no lock. What a reader sees of several cells need not be of one moment.
class cell {
 public:
  cell() = default;
  cell(std::uint64_t value)
      : value_(value) {}  // NOLINT(*-explicit-constructor): counts are numbers
  cell(const cell& other) : value_(other.read()) {}
  cell& operator=(const cell& other) {
    value_.store(other.read(), std::memory_order_relaxed);
    return *this;
  }
  ~cell() = default;

  std::uint64_t read() const { return value_.load(std::memory_order_relaxed); }
  operator std::uint64_t() const { return read(); }  // NOLINT(*-explicit-constructor)

  // The writer's.
  cell& operator+=(std::uint64_t more) {
    value_.store(read() + more, std::memory_order_relaxed);
    return *this;
  }
  cell& operator-=(std::uint64_t less) {
    value_.store(read() - less, std::memory_order_relaxed);
    return *this;
  }
  cell& operator++() { return *this += 1; }
  cell& operator--() { return *this -= 1; }

 private:
  std::atomic<std::uint64_t> value_{0};
};

}  // namespace surgeline::metrics
