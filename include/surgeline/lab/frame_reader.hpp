#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

#include "surgeline/model/frame.hpp"

namespace surgeline::lab {

/// Puts frames of one sort, and those that take a question back, together from the bytes of one connection, however they were cut.
class frame_reader {
 public:
  explicit frame_reader(model::frame::sort expected) : expected_(expected) {}

  /// Forgets what it has of a frame: the next bytes are those of another connection.
  void restart() { have_ = 0; }

  /// Hands every frame that is whole by now to `take`; false when the bytes are no such frames, which ends the connection.
  template <class Take>
  bool read(std::span<const std::byte> bytes, const Take& take) {
    if (have_ > 0) {
      bytes = bytes.subspan(keep(bytes));
      if (have_ < partial_.size()) return true;
      have_ = 0;
      if (!hand_on(partial_, take)) return false;
    }
    for (; bytes.size() >= model::frame::bytes; bytes = bytes.subspan(model::frame::bytes)) {
      if (!hand_on(bytes.first<model::frame::bytes>(), take)) return false;
    }
    keep(bytes);
    return true;
  }

 private:
  /// Keeps what belongs to the frame that is not whole yet; returns how much that is.
  std::size_t keep(std::span<const std::byte> bytes) {
    const std::size_t count = std::min(partial_.size() - have_, bytes.size());
    std::ranges::copy(bytes.first(count), partial_.begin() + static_cast<std::ptrdiff_t>(have_));
    have_ += count;
    return count;
  }

  template <class Take>
  bool hand_on(std::span<const std::byte, model::frame::bytes> bytes, const Take& take) const {
    model::frame whole;
    using enum model::frame::sort;
    if (!model::frame::decode(bytes, whole)) return false;
    const bool is_left = expected_ == ask && whole.kind == leave;
    if (whole.kind != expected_ && !is_left) return false;
    take(whole);
    return true;
  }

  model::frame::sort expected_;
  std::array<std::byte, model::frame::bytes> partial_{};
  std::size_t have_ = 0;  // bytes of the frame that is not whole yet
};

}  // namespace surgeline::lab
