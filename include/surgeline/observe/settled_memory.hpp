#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "surgeline/core/time.hpp"

namespace surgeline::observe {

/// The logical requests that were settled last, so that a late attempt is no new one. Nearly nothing of it is ever asked for,
/// so it is made to cost little: what is remembered is written one behind the other, over the oldest, and a key that is not
/// there is told by one line of a small index.
class settled_memory {
 public:
  /// What is known of a logical request when it is settled.
  struct memory {
    std::uint64_t key = 0;
    time_point ended{};         ///< its last attempt
    std::uint32_t ordinal = 0;  ///< the highest
    bool operator==(const memory&) const = default;
  };

  /// Remembers the last `capacity`, at least 1 and at most 65 536; some that are older than half of them may be forgotten
  /// before their turn.
  explicit settled_memory(std::size_t capacity)
      : index_(std::bit_ceil((std::min(capacity, most) + ways) / (ways + 1))),
        capacity_(std::min(capacity, most)) {
    ring_.reserve(capacity_);
  }

  /// Remembers one more.
  void keep(const memory& what) {
    if (ring_.size() < capacity_) ring_.emplace_back();
    ring_[next_] = what;
    line_of(what.key).add(tag_of(what.key), static_cast<std::uint16_t>(next_));
    if (++next_ == capacity_) next_ = 0;
  }
  /// What is remembered of this key, and then forgotten.
  std::optional<memory> take(std::uint64_t key) {
    const line& there = line_of(key);
    if (!there.may_have(tag_of(key))) return std::nullopt;
    for (const std::uint16_t place : there.places) {
      if (place >= ring_.size()) continue;
      memory& found = ring_[place];
      if (found.key == key && found.ordinal != 0) return std::exchange(found, {});
    }
    return std::nullopt;
  }

 private:
  static constexpr std::size_t ways = 15, most = std::size_t{1} << 16;
  /// Where in the ring some keys are; a place may have been written over since.
  struct alignas(64) line {
    std::array<std::uint16_t, ways + 1> tags{};  // of the keys; the last is of none
    std::array<std::uint16_t, ways> places{};
    std::uint16_t next = 0;

    void add(std::uint16_t tag, std::uint16_t place) {
      tags[next] = tag;
      places[next] = place;
      if (++next == ways) next = 0;
    }
    bool may_have(std::uint16_t tag) const {
      std::uint16_t has = 0;
      for (const std::uint16_t one : tags) has |= one == tag ? 1 : 0;
      return has != 0;
    }
  };

  static std::uint16_t tag_of(std::uint64_t key) { return static_cast<std::uint16_t>(key >> 40); }
  line& line_of(std::uint64_t key) { return index_[key & (index_.size() - 1)]; }

  std::vector<line> index_;
  std::vector<memory> ring_;  // grows up to the capacity that is reserved
  std::size_t capacity_;
  std::size_t next_ = 0;  // in the ring
};

}  // namespace surgeline::observe
