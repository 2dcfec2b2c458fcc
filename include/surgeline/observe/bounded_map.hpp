#pragma once

#include <array>
#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace surgeline::observe {

/// A hash map with a limit, whose elements also wait in one of several lines. All it does takes constant time, and after
/// its construction it allocates nothing: so it can be used under a lock. Several elements may have one key.
template <class Value, std::size_t Lines>
class bounded_map {
 public:
  /// Names an element while it is in the map.
  using slot = std::uint32_t;
  static constexpr slot nothing = ~slot{0};

  /// Holds up to `capacity` elements, at least 1.
  explicit bounded_map(std::size_t capacity)
      : buckets_(std::bit_ceil(capacity), nothing), capacity_(capacity) {
    assert(capacity >= 1);
    nodes_.reserve(capacity);
  }

  /// The one of this key that came first; `nothing` without one.
  slot find(std::uint64_t key) const {
    slot at = bucket(key);
    while (at != nothing && nodes_[at].key != key) at = nodes_[at].chain;
    return at;
  }
  /// Adds one more at the end of a line; `nothing` when the map is full.
  slot insert(std::uint64_t key, std::size_t line, Value value) {
    if (is_full()) return nothing;
    const slot one = take();
    node& added = nodes_[one];
    added = {.key = key, .last_alike = one, .value = std::move(value)};
    if (const slot first = find(key); first != nothing) {
      nodes_[nodes_[first].last_alike].alike = one;
      nodes_[first].last_alike = one;
    } else {
      added.chain = std::exchange(bucket(key), one);
    }
    line_up(one, line);
    return one;
  }
  /// Takes one away: of several with one key the first only.
  void erase_first(slot one) {
    node& gone = nodes_[one];
    slot* at = &bucket(gone.key);
    while (*at != one) {
      assert(*at != nothing);
      at = &nodes_[*at].chain;
    }
    if (gone.alike == nothing) {
      *at = gone.chain;
    } else {
      node& heir = nodes_[gone.alike];
      heir.chain = gone.chain;
      heir.last_alike = gone.last_alike;
      *at = gone.alike;
    }
    leave_line(one);
    gone.chain = std::exchange(free_, one);
    --size_;
  }
  /// Puts one at the end of a line.
  void move(slot one, std::size_t line) {
    leave_line(one);
    line_up(one, line);
  }
  /// Who has waited longest in a line; `nothing` when nobody waits.
  slot first(std::size_t line) const { return lines_[line].first; }

  Value& operator[](slot one) { return nodes_[one].value; }
  const Value& operator[](slot one) const { return nodes_[one].value; }
  std::size_t size() const { return size_; }
  bool is_full() const { return size_ == capacity_; }

 private:
  struct node {
    std::uint64_t key = 0;
    slot chain = nothing;                     // the next key of the bucket; the next free one
    slot alike = nothing;                     // the next of this key
    slot last_alike = nothing;                // the last of this key; right in the first one only
    slot before = nothing, behind = nothing;  // in its line
    std::uint32_t line = 0;
    Value value{};
  };
  struct ends {
    slot first = nothing, last = nothing;
  };

  slot& bucket(std::uint64_t key) { return buckets_[key & (buckets_.size() - 1)]; }
  slot bucket(std::uint64_t key) const { return buckets_[key & (buckets_.size() - 1)]; }
  slot take() {
    ++size_;
    if (free_ != nothing) return std::exchange(free_, nodes_[free_].chain);
    nodes_.emplace_back();
    return static_cast<slot>(nodes_.size() - 1);
  }
  void line_up(slot one, std::size_t line) {
    node& moved = nodes_[one];
    ends& of = lines_[line];
    moved.line = static_cast<std::uint32_t>(line);
    moved.before = of.last;
    moved.behind = nothing;
    (of.last == nothing ? of.first : nodes_[of.last].behind) = one;
    of.last = one;
  }
  void leave_line(slot one) {
    const node& moved = nodes_[one];
    ends& of = lines_[moved.line];
    (moved.before == nothing ? of.first : nodes_[moved.before].behind) = moved.behind;
    (moved.behind == nothing ? of.last : nodes_[moved.behind].before) = moved.before;
  }

  std::vector<slot> buckets_;
  std::vector<node> nodes_;  // grows up to the capacity that is reserved
  std::array<ends, Lines> lines_{};
  slot free_ = nothing;
  std::size_t capacity_;
  std::size_t size_ = 0;
};

}  // namespace surgeline::observe
