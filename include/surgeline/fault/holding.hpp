#pragma once

#include <cstdint>
#include <utility>

#include "surgeline/fault/effect.hpp"
#include "surgeline/fault/ledger.hpp"

namespace surgeline::fault {

/// Something that a fault makes wait: counts in its tally as held while it exists. The ledger outlives it.
class holding {
 public:
  /// Nothing waits.
  holding() = default;
  /// `by` is the fault's slot; `nobody` while nothing waits.
  explicit holding(ledger& book, std::uint32_t by = nobody) : book_(&book) { moves_to(by); }
  holding(const holding& other) : book_(other.book_) { moves_to(other.by_); }
  holding(holding&& other) noexcept : book_(other.book_), by_(std::exchange(other.by_, nobody)) {}
  holding& operator=(holding other) noexcept {
    std::swap(book_, other.book_);
    std::swap(by_, other.by_);
    return *this;
  }
  ~holding() { moves_to(nobody); }

  /// From now on it waits for another fault, or for `nobody`.
  void moves_to(std::uint32_t by) {
    if (by == by_) return;
    if (by_ != nobody) --book_->of(by_).held;
    by_ = by;
    if (by_ != nobody) ++book_->of(by_).held;
  }

 private:
  ledger* book_ = nullptr;
  std::uint32_t by_ = nobody;
};

}  // namespace surgeline::fault
