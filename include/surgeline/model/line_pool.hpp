#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

namespace surgeline::model {

/// Which connection of one line carries which attempt, where a connection carries one at a time: a free one, of those the one
/// that was used last; else a new one, up to `most`; else the attempt waits for the first that is free.
/// Connections are numbered from 0; whether one is open just now is its carrier's business.
class line_pool {
 public:
  /// Connections of one line; a client library that sets no limit of its own seldom needs more.
  static constexpr std::uint32_t most = 256;

  /// An attempt on a connection.
  struct ride {
    std::uint32_t connection = 0;
    std::uint64_t attempt = 0;
    bool operator==(const ride&) const = default;
  };

  /// The connection for an attempt; nothing when it has to wait.
  std::optional<std::uint32_t> take(std::uint64_t attempt) {
    if (!free_.empty()) {
      const std::uint32_t last = free_.back();
      free_.pop_back();
      return last;
    }
    if (made_ < most) return made_++;
    waiting_.push_back(attempt);
    return {};
  }
  /// A connection is free again: what has waited longest rides on it.
  std::optional<ride> give_back(std::uint32_t connection) {
    if (waiting_.empty()) {
      free_.push_back(connection);
      return {};
    }
    const ride next{connection, waiting_.front()};
    waiting_.pop_front();
    return next;
  }
  /// An attempt that waits does so no more; false when it does not wait.
  bool forget(std::uint64_t attempt) { return std::erase(waiting_, attempt) > 0; }

  /// Connections that it has numbered so far.
  std::uint32_t made() const { return made_; }
  std::size_t waiting() const { return waiting_.size(); }

 private:
  std::uint32_t made_ = 0;
  std::vector<std::uint32_t> free_;
  std::deque<std::uint64_t> waiting_;
};

}  // namespace surgeline::model
